// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEquivocationFaults} from "../contracts/interfaces/IEquivocationFaults.sol";
import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../contracts/interfaces/IVerdictLedger.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice What a proven fault takes, from whom, and what it leaves possible.
contract SupernodeStakingSlashesTest is StakingSystem {
    address private operator;
    address private voter;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
        voter = voterOf(1);
    }

    function _slashWrongKey(uint256 amount, address buyer) private {
        vm.prank(address(market));
        staking.slashWrongKey(operator, amount, buyer);
    }

    /* EQUIVOCATION */

    function test_EquivocationTakesFromBondPoolAndTickets() public {
        uint256 shares = voteFor(operator, voter, 200 * VMT);
        vm.prank(voter);
        staking.unvote(operator, shares / 4);
        uint256 supply = token.totalSupply();
        warpToEpoch(4);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Slashed(operator, REPORTER, BOND / 10, 15 * VMT, 5 * VMT, BOND / 100);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Jailed(operator, epochOf(4 + JAIL));
        slash(operator);

        assertEq(bondOf(operator), (BOND * 9) / 10);
        assertEq(staking.votesOf(operator, voter), 135 * VMT);
        assertEq(staking.ticketValueOf(operator, voter, epochOf(0)), 45 * VMT);
        assertEq(token.balanceOf(REPORTER), BOND / 100);
        assertEq(supply - token.totalSupply(), BOND / 10 + 20 * VMT - BOND / 100);
        assertTrue(staking.isJailed(operator));
        assertSolvent(1);
    }

    function test_RevertWhen_TheProverIsAnotherContract() public {
        address[3] memory callers = [address(market), operator, address(this)];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotEquivocationFaults.selector, callers[i])
            );
            staking.slashEquivocation(operator, REPORTER);
        }
    }

    /// @dev K9: who reports himself loses nine tenths of what the fault costs the bond, and all that it costs his votes.
    function testFuzz_SelfReportAlwaysLoses(uint256 bond, uint256 votes) public {
        bond = bound(bond, BOND, 10_000_000 * VMT);
        votes = bound(votes, 1, 10_000_000 * VMT);
        address accuser = registerSupernode(2, bond);
        voteFor(accuser, accuser, votes);
        vm.prank(address(faults));
        staking.slashEquivocation(accuser, accuser);

        uint256 bounty = token.balanceOf(accuser);
        uint256 lost = bond - bondOf(accuser);
        assertLe(bounty, lost / 10);
        assertLt(bounty, lost + votes - staking.votesOf(accuser, accuser));
        assertSolvent(2);
    }

    /// @dev K9: other people's stake raises no bounty.
    function test_BountyDoesNotKnowThePool() public {
        voteFor(operator, voter, 40_000_000 * VMT);
        slash(operator);
        assertEq(token.balanceOf(REPORTER), BOND / 100);
    }

    /// @dev Rounds against the supernode, to the unit.
    function testFuzz_SlashRoundsUp(uint256 votes) public {
        votes = bound(votes, 1, 1_000 * VMT);
        voteFor(operator, voter, votes);
        slash(operator);
        assertEq(nodeOf(operator).pool.assets, votes - (votes + 9) / 10);
    }

    /* EXPOSED STAKE SHARES THE SLASH (K5) */

    /// @dev K5, K7: what has dripped by then is slashed with the rest, what drips later is not.
    function test_WhatHasDrippedIsExposed() public {
        voteFor(operator, voter, BOND);
        payInTo(operator, 20 * VMT); // 10 for the voters, less the commission
        vm.warp(startOf(1) + DAY / 2);
        slash(operator);
        assertEq(nodeOf(operator).pool.assets, ((BOND + 4.5 * 1e18) * 9) / 10);

        vm.warp(startOf(2));
        assertEq(staking.weightOf(operator) - bondOf(operator), ((BOND + 4.5 * 1e18) * 9) / 10 + 4.5 * 1e18);
        assertSolvent(1);
    }

    /// @dev Livepeer: stake on its way out escaped. Here it stays as exposed as the rest until it is paid.
    function test_UnbondingStakeCannotEscapeASlash() public {
        voteFor(operator, voter, VMT);
        voteFor(operator, voterOf(2), VMT);
        warpToEpoch(3);
        unvoteAll(operator, voter);
        vm.warp(startOf(18)); // payable, but not paid
        slash(operator);
        assertEq(withdrawTicket(operator, voter, 3), (VMT * 9) / 10);
        assertEq(staking.votesOf(operator, voterOf(2)), (VMT * 9) / 10);
    }

    function test_APaidTicketIsOutOfReach() public {
        voteFor(operator, voter, VMT);
        unvoteAll(operator, voter);
        warpToEpoch(UNBONDING);
        assertEq(withdrawTicket(operator, voter, 0), VMT);
        slash(operator);
        assertEq(token.balanceOf(voter), VMT);
        assertSolvent(1);
    }

    function testFuzz_StayingLeavingAndSplittingAreSlashedAlike(uint256 stake, uint256 part, uint256 slashes) public {
        stake = bound(stake, 1, 10_000_000 * VMT);
        uint256 shares = voteFor(operator, voterOf(1), stake); // stays
        voteFor(operator, voterOf(2), stake); // leaves
        voteFor(operator, voterOf(3), stake); // leaves in part, in two tickets
        warpToEpoch(1);
        unvoteAll(operator, voterOf(2));
        vm.prank(voterOf(3));
        staking.unvote(operator, bound(part, 1, shares));
        uint256 left = staking.sharesOf(operator, voterOf(3));
        warpToEpoch(2);
        if (left != 0) {
            vm.prank(voterOf(3));
            staking.unvote(operator, bound(part / 3, 1, left));
        }
        slashes = bound(slashes, 1, 5);
        for (uint256 i = 0; i < slashes; ++i) slash(operator);

        uint256 stays = staking.votesOf(operator, voterOf(1));
        uint256 leaves = staking.ticketValueOf(operator, voterOf(2), epochOf(1));
        uint256 splits =
            staking.votesOf(operator, voterOf(3)) +
                staking.ticketValueOf(operator, voterOf(3), epochOf(1)) +
                staking.ticketValueOf(operator, voterOf(3), epochOf(2));
        // Each slash of a pool rounds up once, each conversion down once.
        assertApproxEqAbs(stays, leaves, slashes + 2);
        assertApproxEqAbs(stays, splits, 2 * slashes + 4);
        assertSolvent(1);
    }

    /// @dev Said plainly to voters: who comes after the fault and before its proof shares the slash.
    function test_WhoComesBeforeTheProofShares() public {
        voteFor(operator, voter, VMT);
        voteFor(operator, voterOf(2), VMT);
        slash(operator);
        voteFor(operator, voterOf(3), VMT);
        assertEq(staking.votesOf(operator, voterOf(2)), (VMT * 9) / 10);
        assertApproxEqAbs(staking.votesOf(operator, voterOf(3)), VMT, 1); // and who comes after it does not
    }

    /* WRONG KEY: from the bond alone */

    function test_WrongKeyTakesFromTheBondAlone() public {
        voteFor(operator, voter, VMT);
        uint256 supply = token.totalSupply();
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Slashed(operator, address(0xB1), 2 * VMT + 1, 0, 0, VMT);
        _slashWrongKey(2 * VMT + 1, address(0xB1));

        assertEq(bondOf(operator), BOND - 2 * VMT - 1);
        assertEq(staking.votesOf(operator, voter), VMT);
        assertEq(token.balanceOf(address(0xB1)), VMT);
        assertEq(supply - token.totalSupply(), VMT + 1);
        assertFalse(staking.isJailed(operator));
        assertSolvent(1);
    }

    function test_RevertWhen_TheMarketIsAnotherContract() public {
        address[3] memory callers = [address(faults), operator, address(this)];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotDataMarket.selector, callers[i])
            );
            staking.slashWrongKey(operator, 1, voter);
        }
    }

    /// @dev The Graph: a slash larger than the stake reverted. Here it takes what is there.
    function testFuzz_SlashLargerThanTheBondTakesWhatIsThere(uint256 amount) public {
        _slashWrongKey(BOND - 5, voter);
        uint256 before = token.balanceOf(voter);
        amount = bound(amount, 5, type(uint256).max);
        _slashWrongKey(amount, voter);
        assertEq(bondOf(operator), 0);
        assertEq(token.balanceOf(voter) - before, 2);
        _slashWrongKey(amount, voter);
        slash(operator);
        assertEq(token.balanceOf(voter) - before, 2);
        assertSolvent(1);
    }

    /// @dev What dripped into the bond by the time of the fault is part of it.
    function test_DripToTheBondIsWithinReach() public {
        voteFor(operator, voter, BOND);
        payInTo(operator, 20 * VMT); // 9 of it drip
        assertEq(bondOf(operator), BOND + 11 * VMT);
        warpToEpoch(1);
        unvoteAll(operator, voter);
        warpToEpoch(2);
        _slashWrongKey(BOND + 20 * VMT, address(0xB1));
        assertEq(bondOf(operator), 0);
        assertEq(token.balanceOf(address(0xB1)), (BOND + 20 * VMT) / 2);
    }

    /* A POOL SLASHED TO NOTHING BLOCKS NOTHING (K6) */

    function _slashToNothing() private {
        voteFor(operator, voter, 2);
        uint256 shares = staking.sharesOf(operator, voter);
        vm.prank(voter);
        staking.unvote(operator, shares / 2);
        slash(operator); // a tenth of one unit, rounded up
        assertEq(nodeOf(operator).pool.assets, 0);
        assertEq(nodeOf(operator).tickets.assets, 0);
        assertGt(nodeOf(operator).pool.shares, 0);
    }

    function test_EmptiedPoolTakesNewVoters() public {
        _slashToNothing();
        voteFor(operator, voterOf(2), VMT);
        assertEq(staking.votesOf(operator, voterOf(2)), VMT);
        assertLe(staking.votesOf(operator, voter), 1);
        unvoteAll(operator, voterOf(2));
        assertEq(staking.ticketValueOf(operator, voterOf(2), epochOf(0)), VMT);
        assertSolvent(1);
    }

    /// @dev EigenLayer: a factor of zero made queued withdrawals uncompletable.
    function test_WorthlessSharesAndTicketsCanBeClosed() public {
        _slashToNothing();
        unvoteAll(operator, voter);
        assertEq(staking.sharesOf(operator, voter), 0);
        warpToEpoch(UNBONDING);
        assertEq(withdrawTicket(operator, voter, 0), 0);
        assertEq(staking.ticketOf(operator, voter, epochOf(0)), 0);
        assertEq(nodeOf(operator).pool.shares, 0);
        assertEq(nodeOf(operator).tickets.shares, 0);
    }

    function test_RewardsOfAnEmptiedPoolGoToTheBond() public {
        shrinkBond(operator, 0);
        voteFor(operator, voter, 1);
        payInTo(operator, 10 * VMT); // 9 VMT wait to drip
        slash(operator);
        uint256 bond = bondOf(operator);
        payInTo(operator, 10 * VMT);
        assertEq(bondOf(operator), bond + 10 * VMT);
        warpToEpoch(2);
        assertEq(staking.votesOf(operator, voter), 0);
        payInTo(operator, 1);
        assertEq(bondOf(operator), bond + 19 * VMT + 1);
        assertSolvent(1);
    }

    /// @dev EigenLayer: slashes too small to burn anything. One unit is lost of one unit.
    function test_TheSmallestStakeIsSlashed() public {
        voteFor(operator, voter, 1);
        uint256 supply = token.totalSupply();
        slash(operator);
        assertEq(supply - token.totalSupply(), 1 + BOND / 10 - BOND / 100);
    }

    /// @dev An empty supernode is slashed and jailed like any other.
    function test_SlashOfNothing() public {
        vm.prank(operator);
        staking.resign();
        warpToEpoch(UNBONDING);
        vm.prank(operator);
        staking.withdrawBond();
        uint256 supply = token.totalSupply();
        slash(operator);
        assertEq(token.totalSupply(), supply);
        assertTrue(staking.isJailed(operator));
    }

    /* THE WHOLE WAY: a proof, its time, and leaving before it (K5, K10) */

    function _reportsOfTheEpochBefore()
        private
        view
        returns (IVerdictLedger.Report memory, IVerdictLedger.Report memory)
    {
        return (reportOf(0, 0, 0), reportOf(keccak256("another"), 0, 0));
    }

    function _prove(IVerdictLedger.Report memory a, IVerdictLedger.Report memory b) private {
        faults.prove(a, signatureOf(1, ledger.digestOf(a)), b, signatureOf(1, ledger.digestOf(b)));
    }

    /// @dev A voter who leaves in the epoch of the fault is within reach to the last second in which it can be proven.
    function test_TicketOfTheFaultsEpochIsWithinReachToTheLastSecond() public {
        voteFor(operator, voter, VMT);
        vm.warp(startOf(2));
        (IVerdictLedger.Report memory a, IVerdictLedger.Report memory b) = _reportsOfTheEpochBefore();
        vm.warp(startOf(1));
        unvoteAll(operator, voter);

        vm.warp(startOf(16) - 1);
        vm.prank(voter);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_TicketLocked.selector, epochOf(15), epochOf(16))
        );
        staking.withdraw(operator, epochOf(1));
        _prove(a, b);
        vm.warp(startOf(16));
        assertEq(withdrawTicket(operator, voter, 1), (VMT * 9) / 10);
    }

    function test_OldSignerIsAccountableAfterItsReplacement() public {
        vm.warp(startOf(2));
        (IVerdictLedger.Report memory a, IVerdictLedger.Report memory b) = _reportsOfTheEpochBefore();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(77, consentDigest(operator));
        vm.prank(operator);
        staking.setSigner(vm.addr(77), abi.encodePacked(r, s, v));
        vm.warp(startOf(16) - 1);
        _prove(a, b);
        assertEq(bondOf(operator), (BOND * 9) / 10);
    }

    /// @dev A holder that resigns and is not replaced: it cannot sign on for epochs whose evidence outlives its bond.
    function test_AResignedHolderCannotEscape() public {
        _seatSevenOthers();
        address holder = operatorOf(2);
        warpToEpoch(1);
        vm.prank(holder);
        staking.resign();
        warpToEpoch(2);
        IVerdictLedger.Report memory a = reportOf(0, 0, 0); // of epoch 1, the last that it signs
        IVerdictLedger.Report memory b = reportOf(keccak256("another"), 0, 0);
        warpToEpoch(3);
        IVerdictLedger.Report memory later = reportOf(0, 0, 0);
        IVerdictLedger.Report memory laterToo = reportOf(keccak256("another"), 0, 0);
        _assertNoQuorumWith(later);
        ISupernodeCouncil.Signature memory first = _signature(later);
        ISupernodeCouncil.Signature memory second = _signature(laterToo);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_UnknownSigner.selector,
                vm.addr(signerKeyOf(2)),
                epochOf(2)
            )
        );
        faults.prove(later, first, laterToo, second);

        vm.warp(startOf(16) - 1); // the last second for a fault of epoch 1, and the last of the bond's lock
        vm.prank(holder);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_BondLocked.selector, epochOf(15), epochOf(16))
        );
        staking.withdrawBond();
        faults.prove(a, _signature(a), b, _signature(b));
        assertEq(bondOf(holder), (BOND * 9) / 10);
    }

    function _signature(IVerdictLedger.Report memory report) private view returns (ISupernodeCouncil.Signature memory) {
        return signatureOf(2, ledger.digestOf(report));
    }

    function _seatSevenOthers() private {
        for (uint256 n = 2; n <= 8; ++n) {
            address other = registerSupernode(n, BOND);
            vm.prank(other);
            council.heartbeat(other);
            council.takeSeat(n - 2, other);
        }
    }

    function _assertNoQuorumWith(IVerdictLedger.Report memory report) private {
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](1);
        signatures[0] = _signature(report);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector,
                0,
                vm.addr(signerKeyOf(2)),
                report.epoch
            )
        );
        ledger.publish(report, 1, signatures);
    }
}
