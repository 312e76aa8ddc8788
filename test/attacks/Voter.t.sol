// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FlashLender} from "../mocks/FlashLender.sol";
import {FlashVoter} from "../mocks/FlashVoter.sol";
import {StakingSystem} from "../helpers/StakingSystem.sol";

/// @notice What a voter would take from other voters, from operators and from the election, and what he is left with.
contract VoterAttacksTest is StakingSystem {
    address private constant MALLORY = address(0xBAD);
    address private constant ALICE = address(0xA11CE);
    uint256 private constant REWARD = 1_000 * VMT;

    address private operator;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
    }

    /* ELECTIONS WITH BORROWED MONEY */

    /// @dev He would gain: a seat, for a loan of one transaction. K3 and K4 stop him: a vote leaves by a ticket alone,
    /// which pays 15 epochs later, so that the loan cannot be repaid. Left with: nothing, and without the seat.
    function test_AFlashLoanElectsNobody() public {
        (FlashLender lender, FlashVoter mallory) = _borrower();
        vm.expectRevert(abi.encodeWithSelector(FlashLender.FlashLender_NotRepaid.selector, 20_000_000 * VMT, 0));
        mallory.borrow(lender);

        assertEq(token.balanceOf(address(lender)), 20_000_000 * VMT);
        assertEq(staking.weightOf(operatorOf(2)), BOND);
        (address holder, ) = council.latestHolderOf(0);
        assertEq(holder, operator);
    }

    /// @dev He would gain: the seat all the same, by repaying the loan with money of his own. K4 stops him: what he
    /// repays with is what he locks. Left with: a ticket in place of the money, for 15 epochs, and a seat that anyone
    /// gives back to the stronger holder in the same epoch.
    function test_RepayingAFlashLoanLocksOnesOwn() public {
        (FlashLender lender, FlashVoter mallory) = _borrower();
        fund(address(mallory), 20_000_000 * VMT);
        mallory.borrow(lender);
        assertEq(token.balanceOf(address(mallory)), 0);
        assertEq(staking.ticketValueOf(operatorOf(2), address(mallory), epochOf(1)), 20_000_000 * VMT);
        assertEq(staking.weightOf(operatorOf(2)), BOND);

        vm.prank(ALICE); // anyone
        council.takeSeat(0, operator);
        assertEq(council.holderOf(0, epochOf(2)), operator);
    }

    function _borrower() private returns (FlashLender lender, FlashVoter mallory) {
        warpToEpoch(1);
        address rival = registerSupernode(2, BOND);
        voteFor(operator, ALICE, 1_000_000 * VMT);
        vm.prank(operator);
        council.heartbeat(operator);
        vm.prank(rival);
        council.heartbeat(rival);
        council.takeSeat(0, operator);
        lender = new FlashLender(token);
        fund(address(lender), 20_000_000 * VMT);
        mallory = new FlashVoter(council, rival, 0);
    }

    /// @dev He would gain: two seats with one vote, by taking it back after the first. K3 stops him: the vote weighs
    /// for one supernode, and for none while it is a ticket. Left with: one seat that has lost its weight, and no
    /// second one.
    function test_OneVoteSeatsOneSupernode() public {
        address[3] memory nodes = [operator, registerSupernode(2, BOND), registerSupernode(3, BOND)];
        warpToEpoch(1);
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(nodes[i]);
            council.heartbeat(nodes[i]);
        }
        council.takeSeat(0, nodes[0]);
        voteFor(nodes[1], MALLORY, VMT);
        council.takeSeat(0, nodes[1]);
        unvoteAll(nodes[1], MALLORY);

        assertEq(token.balanceOf(MALLORY), 0);
        vm.prank(MALLORY);
        assertFalse(_succeeds(address(staking), abi.encodeCall(staking.vote, (nodes[2], VMT))));
        uint256 sum;
        for (uint256 i = 0; i < 3; ++i) sum += staking.weightOf(nodes[i]);
        assertEq(sum, 3 * BOND);
    }

    /* REWARDS */

    /// @dev He would gain: a part of the drip for a deposit of one block, around the pay-in or around any second of the
    /// drip. K7 stops him: nothing has dripped between his deposit and his exit. Left with: less than he brought by at
    /// most a unit, as a ticket.
    function testFuzz_SandwichingAPayInOrADripEarnsNothing(uint256 stake, uint256 second, bool aroundPayIn) public {
        stake = bound(stake, 2, 20_000_000 * VMT);
        voteFor(operator, ALICE, 1_000_000 * VMT);
        warpToEpoch(1);
        if (!aroundPayIn) payInTo(operator, REWARD);
        vm.warp(startOf(2) + bound(second, 0, DAY - 1));

        voteFor(operator, MALLORY, stake);
        if (aroundPayIn) payInTo(operator, REWARD);
        unvoteAll(operator, MALLORY);
        uint256 kept = staking.ticketValueOf(operator, MALLORY, epochOf(2));
        assertLe(kept, stake);
        assertGe(kept + 1, stake);
        vm.warp(startOf(17));
        assertLe(withdrawTicket(operator, MALLORY, 2), stake);
        assertEq(token.balanceOf(MALLORY), kept);
    }

    /// @dev He would gain: the drip of twelve seconds, with a large deposit for one block more. K7 leaves him his
    /// part of these twelve seconds. Left with: 0.04 VMT for locking nine million VMT for 15 epochs.
    function test_TwelveSecondsOfADripPayTwelveSeconds() public {
        voteFor(operator, ALICE, 900_000 * VMT); // nine tenths of the weight
        warpToEpoch(1);
        payInTo(operator, REWARD); // 810 drip to voters in epoch 2: 0.1125 in twelve seconds
        warpToEpoch(2);
        voteFor(operator, MALLORY, 9_000_000 * VMT);
        skip(12);
        unvoteAll(operator, MALLORY);
        uint256 profit = staking.ticketValueOf(operator, MALLORY, epochOf(2)) - 9_000_000 * VMT;
        assertLe(profit, (uint256(810 * VMT) * 12 * 9_000) / (DAY * 9_900));
        assertGt(profit, 0.1 * 1e18);
        vm.warp(startOf(17) - 1);
        vm.prank(MALLORY);
        assertFalse(_succeeds(address(staking), abi.encodeCall(staking.withdraw, (operator, epochOf(2)))));
    }

    /// @dev He would gain: the bond's part of a reward, by showing votes at the pay-in, leaving at once and letting a
    /// unit behind collect the drip. K7 grants him no more than a voter who stayed, for one epoch. Left with: the
    /// reward of one epoch for 15 epochs' lock, where who stays earns 16 times.
    function test_VotesShownAtThePayInEarnNoMoreThanVotesThatStay() public {
        address twin = registerSupernode(2, BOND);
        voteFor(operator, MALLORY, 900_000 * VMT);
        voteFor(twin, ALICE, 900_000 * VMT);
        warpToEpoch(1);
        payInTo(operator, REWARD);
        uint256 shares = staking.sharesOf(operator, MALLORY);
        vm.prank(MALLORY);
        staking.unvote(operator, shares - shares / 900_000); // leaves one VMT behind
        for (uint256 epoch = 1; epoch <= 15; ++epoch) {
            warpToEpoch(epoch);
            payInTo(twin, REWARD);
        }
        warpToEpoch(17);
        uint256 left = withdrawTicket(operator, MALLORY, 1) + staking.votesOf(operator, MALLORY);
        uint256 stayed = staking.votesOf(twin, ALICE);
        assertLe(left - 900_000 * VMT, 810 * VMT); // 90 % of 900, once
        assertGt(left - 900_000 * VMT, 809 * VMT);
        assertGt(stayed - 900_000 * VMT, 15 * 809 * VMT); // fifteen times
    }

    /// @dev He would gain: what drips to others, by voting one VMT where everybody has left. K7 leaves him what would
    /// drip to nobody. Left with: what the leavers gave up, while who stays elsewhere and the bond's own part lose
    /// nothing.
    function test_CatchingTheDripOfLeaversTakesNothingOfTheBond() public {
        voteFor(operator, ALICE, 900_000 * VMT);
        warpToEpoch(1);
        payInTo(operator, REWARD);
        uint256 bond = bondOf(operator);
        unvoteAll(operator, ALICE);
        voteFor(operator, MALLORY, VMT);
        warpToEpoch(3);
        assertApproxEqAbs(staking.votesOf(operator, MALLORY), 811 * VMT, 1_000); // his own one, and all that drips
        assertEq(bond, BOND + 190 * VMT);
        assertGe(bondOf(operator), bond);
        warpToEpoch(16);
        assertEq(withdrawTicket(operator, ALICE, 1), 900_000 * VMT);
    }

    /// @dev He would gain: a pool to himself for one VMT, where all others leave. K7 bounds it: he has what they left to drip,
    /// the voters' part of the pay-ins of this epoch and the one before, once; what comes later is divided by size. To give
    /// it to the bond where the pool is empty would stop nobody: he comes before they leave, as well as after. Left with:
    /// twice 810 VMT, and 8 of the next pay-in of 1,000; nobody who stays loses a unit.
    function test_WhatLeaversLeaveToDripIsTwoPayInsAtMost() public {
        for (uint256 order = 0; order < 2; ++order) {
            uint256 id = vm.snapshotState();
            voteFor(operator, ALICE, 900_000 * VMT);
            warpToEpoch(1);
            payInTo(operator, REWARD);
            warpToEpoch(2);
            payInTo(operator, REWARD);
            if (order == 0) voteFor(operator, MALLORY, VMT);
            unvoteAll(operator, ALICE);
            if (order == 1) voteFor(operator, MALLORY, VMT);
            uint256 alice = staking.ticketValueOf(operator, ALICE, epochOf(2));
            uint256 bond = bondOf(operator);
            warpToEpoch(3);
            payInTo(operator, REWARD);
            warpToEpoch(5);
            uint256 gain = staking.votesOf(operator, MALLORY) - VMT;
            assertGt(gain, 2 * 809 * VMT);
            assertLt(gain, (2 * 810 + 8) * VMT);
            assertEq(alice, 900_000 * VMT); // nothing had dripped to her
            assertGt(bondOf(operator), bond + REWARD - 9 * VMT);
            assertSolvent(2);
            vm.revertToState(id);
        }
    }

    /* SHARES */

    /// @dev He would gain: a later voter's deposit, by making one share dear with a pay-in of his own. K2 stops him:
    /// half of what he pays in belongs to the virtual shares, and the victim loses at most the value of one share. Left
    /// with: a loss of half of what he paid.
    function testFuzz_InflatingAShareLosesMoreThanItTakes(uint256 dust, uint256 gift, uint256 deposit) public {
        dust = bound(dust, 1, 1e6);
        gift = bound(gift, VMT, 10_000_000 * VMT);
        deposit = bound(deposit, 1, 10_000_000 * VMT);
        vm.prank(operator);
        staking.setCommission(0);
        shrinkBond(operator, 0); // else the bond takes all of it
        warpToEpoch(1);
        voteFor(operator, MALLORY, dust);
        payInTo(operator, gift); // Mallory's own money
        warpToEpoch(3);
        uint256 before = staking.votesOf(operator, MALLORY);

        fundAndApprove(ALICE, address(staking), deposit);
        vm.prank(ALICE);
        (bool voted, ) = address(staking).call(abi.encodeCall(staking.vote, (operator, deposit)));
        uint256 worth = voted ? staking.votesOf(operator, ALICE) : deposit;
        uint256 share = (gift + dust) / (dust * 1e12) + 1;
        assertGe(worth + share + 1, deposit, "K2: a deposit loses at most the value of one share");
        uint256 mallory = staking.votesOf(operator, MALLORY);
        assertLe(mallory, before + share + 1);
        assertLt(mallory, dust + gift, "K2: the attacker lost");
        if (dust == 1) assertLe(mallory, gift / 2 + share + 2);
    }

    /// @dev He would gain: a unit of rounding each time, in thousands of deposits and exits. K2 stops him: everything
    /// rounds towards the pool. Left with: never more than he put in.
    function testFuzz_ManySmallExitsGatherNoDust(uint256 seed, uint256 stake) public {
        stake = bound(stake, 1, 1e6);
        voteFor(operator, ALICE, bound(seed, 1, 1e9));
        for (uint256 i = 0; i < seed % 3; ++i) slash(operator); // odd prices
        uint256 put;
        for (uint256 i = 0; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 amount = (seed % stake) + 1;
            put += amount;
            voteFor(operator, MALLORY, amount);
            uint256 owned = staking.sharesOf(operator, MALLORY);
            uint256 part = 1 + ((seed >> 128) % owned);
            vm.prank(MALLORY);
            staking.unvote(operator, part);
        }
        if (staking.sharesOf(operator, MALLORY) != 0) unvoteAll(operator, MALLORY);
        assertLe(staking.ticketValueOf(operator, MALLORY, epochOf(0)), put);
        assertSolvent(1);
    }

    /* SLASHES */

    /// @dev He would gain: his money before the evidence, which he sees in the queue of transactions. K5 stops him: a
    /// ticket is slashed as the pool is. Left with: what who stayed is left with, to the unit.
    function testFuzz_UnvotingBeforeTheEvidenceEscapesNothing(uint256 stake, uint256 parts) public {
        stake = bound(stake, 100, 10_000_000 * VMT);
        parts = bound(parts, 1, 20);
        voteFor(operator, MALLORY, stake);
        voteFor(operator, ALICE, stake);
        warpToEpoch(1);
        for (uint256 i = 0; i < parts; ++i) {
            uint256 shares = staking.sharesOf(operator, MALLORY) / (parts - i);
            vm.prank(MALLORY);
            staking.unvote(operator, shares);
        }
        slash(operator);
        uint256 mallory = staking.ticketValueOf(operator, MALLORY, epochOf(1));
        uint256 alice = staking.votesOf(operator, ALICE);
        assertLe(mallory, alice + 1);
        assertLe(mallory, stake - stake / 10);
        assertApproxEqAbs(mallory, alice, parts + 1);
    }

    /// @dev He would gain: nine tenths of a slash, by holding his stake as dust of many accounts too small to slash. K5
    /// stops him: the pool is slashed as a whole, rounded against it. Left with: together, what one account would have.
    function test_DustOfManyAccountsIsSlashedAsAWhole() public {
        for (uint256 n = 1; n <= 50; ++n) voteFor(operator, voterOf(n), 9);
        slash(operator);
        uint256 left;
        for (uint256 n = 1; n <= 50; ++n) left += staking.votesOf(operator, voterOf(n));
        assertEq(nodeOf(operator).pool.assets, 405); // nine tenths of 450
        assertLe(left, 405);
    }

    function _succeeds(address target, bytes memory data) private returns (bool success) {
        (success, ) = target.call(data);
    }
}
