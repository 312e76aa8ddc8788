// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEquivocationFaults} from "../contracts/interfaces/IEquivocationFaults.sol";
import {IVerdictLedger} from "../contracts/interfaces/IVerdictLedger.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Known failures of other staking systems, played against this one. Some stand where their subject is tested:
/// slashes larger than the stake, escaping by unbonding and factors of zero in the tests of slashes, rewards
/// for nobody in those of rewards, permits that a stranger submits first in those of votes.
contract SupernodeStakingPeersTest is StakingSystem {
    address private operator;
    address private victim;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
        victim = voterOf(1);
    }

    /// @dev Livepeer: a unit bonded in the name of a victim moved its pointers. Here nothing is done in another's name, and
    /// what a stranger does beside me moves neither my shares, nor my tickets, nor my terms.
    function test_Livepeer_OneUnitOfAStrangerMovesNothingOfTheVictim() public {
        uint256 shares = voteFor(operator, victim, 10 * VMT);
        warpToEpoch(1);
        vm.prank(victim);
        staking.unvote(operator, shares / 2);
        for (uint256 number = 1; number <= 15; ++number) {
            warpToEpoch(number);
            voteFor(operator, voterOf(2), 1);
            unvoteAll(operator, voterOf(2));
            payInTo(operator, 1);
        }
        assertEq(staking.sharesOf(operator, victim), shares - shares / 2);
        assertEq(staking.commissionOf(operator), 1_000);
        warpToEpoch(16);
        assertEq(withdrawTicket(operator, victim, 1), 5 * VMT);
        assertGe(staking.votesOf(operator, victim), 5 * VMT);
    }

    /// @dev The Graph: a list of thawing stakes was filled with dust until nobody could walk it. Tickets are no list.
    function test_TheGraph_DustTicketsBlockNobody() public {
        voteFor(operator, victim, VMT);
        voteFor(operator, voterOf(2), 500);
        uint256 start = gasleft();
        unvoteAll(operator, victim);
        uint256 used = start - gasleft();
        for (uint256 i = 0; i < 300; ++i) {
            vm.prank(voterOf(2));
            staking.unvote(operator, 1e12);
        }
        warpToEpoch(1);
        uint256 left = voteFor(operator, voterOf(3), VMT);
        assertGt(left, 0);
        start = gasleft();
        unvoteAll(operator, voterOf(3));
        assertLe(start - gasleft(), used + 25_000); // slots that were new then are not new now, and the reverse
        warpToEpoch(UNBONDING);
        assertEq(withdrawTicket(operator, victim, 0), VMT);
    }

    /// @dev The Graph: rounding made the last withdrawal revert for ever.
    function testFuzz_TheGraph_TheLastWithdrawalSucceeds(uint256 a, uint256 b, uint256 slashes) public {
        voteFor(operator, voterOf(1), bound(a, 1, 10_000_000 * VMT));
        voteFor(operator, voterOf(2), bound(b, 1, 10_000_000 * VMT));
        unvoteAll(operator, voterOf(1));
        slashes = bound(slashes, 0, 12);
        for (uint256 i = 0; i < slashes; ++i) slash(operator);
        unvoteAll(operator, voterOf(2));
        warpToEpoch(UNBONDING);
        for (uint256 n = 1; n <= 2; ++n) {
            if (staking.ticketOf(operator, voterOf(n), epochOf(0)) != 0) withdrawTicket(operator, voterOf(n), 0);
        }
        assertEq(nodeOf(operator).tickets.assets, 0);
        assertEq(nodeOf(operator).pool.assets, 0);
        assertSolvent(1);
    }

    /// @dev The Graph: one fault was disputed several times. Here it is punished once, whichever pair of reports proves it.
    function test_TheGraph_OneFaultIsPunishedOnce() public {
        warpToEpoch(2);
        IVerdictLedger.Report[3] memory reports;
        for (uint256 i = 0; i < 3; ++i) reports[i] = reportOf(bytes32(i), 0, 0);
        _prove(reports[0], reports[1]);
        uint256 bond = bondOf(operator);

        bytes memory already = abi.encodeWithSelector(
            IEquivocationFaults.EquivocationFaults_AlreadyProven.selector,
            operator,
            epochOf(1)
        );
        _assertProofFails(reports[0], reports[1], already);
        _assertProofFails(reports[1], reports[0], already);
        _assertProofFails(reports[1], reports[2], already);
        skip(1 hours);
        IVerdictLedger.Report memory later = reportOf(bytes32(uint256(7)), 0, 0);
        IVerdictLedger.Report memory laterToo = reportOf(bytes32(uint256(8)), 0, 0);
        _assertProofFails(later, laterToo, already); // another round of the same epoch
        assertEq(bondOf(operator), bond);
    }

    function _prove(IVerdictLedger.Report memory a, IVerdictLedger.Report memory b) private {
        faults.prove(a, signatureOf(1, ledger.digestOf(a)), b, signatureOf(1, ledger.digestOf(b)));
    }

    function _assertProofFails(
        IVerdictLedger.Report memory a,
        IVerdictLedger.Report memory b,
        bytes memory reason
    ) private {
        try this.prove(a, b) {
            fail("punished twice");
        } catch (bytes memory thrown) {
            assertEq(thrown, reason);
        }
    }

    function prove(IVerdictLedger.Report calldata a, IVerdictLedger.Report calldata b) external {
        _prove(a, b);
    }

    /// @dev Forta: delegators of a frozen pool left, and the pool could not be slashed any more. Here who leaves a jailed
    /// supernode takes his exposure with him, and the next slash finds it.
    function test_Forta_LeavingAJailedSupernodeEscapesNoSlash() public {
        voteFor(operator, voterOf(1), 100 * VMT);
        voteFor(operator, voterOf(2), 100 * VMT);
        slash(operator);
        unvoteAll(operator, voterOf(1));
        unvoteAll(operator, voterOf(2)); // the pool is empty
        slash(operator);
        assertEq(nodeOf(operator).pool.assets, 0);
        warpToEpoch(UNBONDING);
        assertEq(withdrawTicket(operator, voterOf(1), 0), 81 * VMT);
        assertEq(withdrawTicket(operator, voterOf(2), 0), 81 * VMT);
        assertSolvent(1);
    }

    /// @dev EigenLayer: many slashes too small to burn anything. Here each takes at least a unit while there is one.
    function test_EigenLayer_EverySlashBurns() public {
        voteFor(operator, victim, 5);
        for (uint256 left = 5; left != 0; --left) {
            assertEq(nodeOf(operator).pool.assets, left);
            slash(operator);
        }
        assertEq(nodeOf(operator).pool.assets, 0);
    }

    /// @dev Synthetix-style rewards: a late pay-in restarted the period and thinned out what was owed already.
    function test_Synthetix_APayInStretchesNoPeriod() public {
        vm.prank(operator);
        staking.setCommission(0);
        voteFor(operator, victim, 100 * VMT);
        shrinkBond(operator, 100 * VMT);
        warpToEpoch(1);
        payInTo(operator, 48 * VMT); // half of it is the voters'
        vm.warp(startOf(2) + 23 hours);
        payInTo(operator, 3);
        assertEq(nodeOf(operator).incoming, 1);
        vm.warp(startOf(3));
        assertApproxEqAbs(staking.votesOf(operator, victim), 124 * VMT, 2);
    }
}
