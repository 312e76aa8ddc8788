// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StakingSystem} from "../helpers/StakingSystem.sol";

/// @notice Failures of other systems that no other file of tests has by name. The others stand beside what they would break:
/// in TokenSale.t.sol, DataMarketPeers.t.sol, SupernodeStaking.Peers.t.sol, RewardPool.t.sol, VerdictLedger.t.sol.
contract PeersAttacksTest is StakingSystem {
    address private constant VOTER = address(0xA11CE);

    address private operator;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
    }

    /// @dev The Graph: a slash larger than the stake reverted, so that the guilty kept all of it. Here it takes what is there
    /// (K5): one unit more than the bond, all there can be, and once more of nothing.
    function test_TheGraph_ASlashLargerThanTheStakeTakesAllOfIt() public {
        uint256[3] memory amounts = [BOND + 1, type(uint256).max, 1];
        uint256[3] memory paid = [BOND / 2, BOND / 2, uint256(0)];
        for (uint256 i = 0; i < 3; ++i) {
            uint256 snapshot = vm.snapshotState();
            if (i == 2) shrinkBond(operator, 0);
            uint256 before = token.balanceOf(REPORTER);
            vm.prank(address(market));
            staking.slashWrongKey(operator, amounts[i], REPORTER);
            assertEq(bondOf(operator), 0);
            assertEq(token.balanceOf(REPORTER) - before, paid[i]);
            vm.revertToState(snapshot);
        }
    }

    /// @dev EigenLayer: a slashing factor of zero made a queued withdrawal impossible to complete. Here a ticket that slashes
    /// emptied is closed for nothing, and the next one of the same voter is paid in full (K6).
    function test_EigenLayer_ATicketSlashedToNothingBlocksNoLaterOne() public {
        voteFor(operator, VOTER, 1);
        unvoteAll(operator, VOTER);
        slash(operator); // a tenth of one unit, rounded up
        assertEq(nodeOf(operator).tickets.assets, 0);
        warpToEpoch(14);
        vm.prank(operator);
        staking.unjail();
        voteFor(operator, VOTER, 100 * VMT);
        unvoteAll(operator, VOTER);
        warpToEpoch(15);
        assertEq(withdrawTicket(operator, VOTER, 0), 0);
        warpToEpoch(29);
        assertApproxEqAbs(withdrawTicket(operator, VOTER, 14), 100 * VMT, 1);
        assertSolvent(1);
    }

    /// @dev Synthetix-style rewards: what was paid in while nobody was staked was lost. Here the bond has it: the whole pay-in
    /// without voters, and what still drips when the last one has left (K7, K1).
    function test_Synthetix_RewardsWithoutVotersAreNotLost() public {
        warpToEpoch(1);
        payInTo(operator, 100 * VMT);
        assertEq(bondOf(operator), BOND + 100 * VMT);

        voteFor(operator, VOTER, BOND + 100 * VMT);
        payInTo(operator, 100 * VMT); // 45 drip to voters
        unvoteAll(operator, VOTER);
        warpToEpoch(3);
        payInTo(operator, 1); // brings the record up to date
        assertEq(bondOf(operator), BOND + 200 * VMT + 1);
        assertSolvent(1);
    }
}
