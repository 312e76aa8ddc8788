// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Everybody can leave, whatever was slashed before, in whatever order (K6).
contract SupernodeStakingExitsTest is StakingSystem {
    uint256 private constant ROUNDS = 20;

    address private operator;
    address private voter;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
        voter = voterOf(1);
    }

    /* EVERYBODY CAN LEAVE, IN ANY ORDER (K6) */

    /// @dev Twenty rounds in which somebody votes one unit, some unvote, and everything is slashed; then all leave.
    function testFuzz_TwentyRoundsOfUnitsAndSlashes(uint256 seed) public {
        shrinkBond(operator, 1e6); // so that the pool has a part of what is paid in
        for (uint256 i = 0; i < ROUNDS; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            warpToEpoch(i + 1);
            _tryVote(voterOf(i), 1);
            if (seed % 4 == 0) _tryVote(voterOf(i), 1 + ((seed >> 8) % (10 ** ((seed >> 64) % 25))));
            if (seed % 3 == 0) _tryUnvote(voterOf((seed >> 128) % (i + 1)));
            if (seed % 5 == 0) payInTo(operator, 1 + ((seed >> 16) % 1e6));
            slash(operator);
            assertSolvent(1);
        }
        _everybodyLeaves(seed);
    }

    function test_TwentyRoundsOfUnitsToAll() public {
        for (uint256 i = 0; i < ROUNDS; ++i) {
            for (uint256 j = 0; j < ROUNDS; ++j) _tryVote(voterOf(j), 1);
            if (i % 2 == 1) {
                for (uint256 j = 0; j < ROUNDS; j += 3) _tryUnvote(voterOf(j));
            }
            slash(operator);
        }
        _everybodyLeaves(0);
    }

    /// @dev The sixteenth slash retires the supernode; the last four meet those who stayed.
    function _tryVote(address account, uint256 amount) private {
        if (nodeOf(operator).releaseEpoch == epochOf(0)) voteFor(operator, account, amount);
    }

    function _tryUnvote(address account) private {
        if (staking.sharesOf(operator, account) != 0) unvoteAll(operator, account);
    }

    /// @dev Accounts leave in the order `start`, `start` + `step`, …; 7 is prime to the number of accounts.
    function _everybodyLeaves(uint256 seed) private {
        uint256 stride = 1 + 2 * ((seed >> 32) % 2) * 3;
        uint256 epochs = currentEpoch();
        uint256 claims;
        warpToEpoch(epochs + 2);
        for (uint256 i = 0; i < ROUNDS; ++i) _tryUnvote(voterOf((seed + i * stride) % ROUNDS));
        assertEq(nodeOf(operator).pool.assets, 0);
        assertEq(nodeOf(operator).pool.shares, 0);
        uint256 held = nodeOf(operator).tickets.assets;
        uint256 bond = bondOf(operator);
        warpToEpoch(epochs + 2 + UNBONDING);
        for (uint256 i = 0; i < ROUNDS; ++i) {
            for (uint256 number = 0; number <= epochs + 2; ++number) {
                address account = voterOf(((seed >> 8) + i * stride) % ROUNDS);
                if (staking.ticketOf(operator, account, epochOf(number)) == 0) continue;
                ++claims;
                held -= withdrawTicket(operator, account, number);
            }
        }
        // The rest that rounding left is at most a unit for each ticket, and is the bond's.
        assertLe(held, claims);
        assertEq(nodeOf(operator).tickets.assets, 0);
        assertEq(bondOf(operator), bond + held);
        vm.prank(operator); // retired by its slashes, 15 epochs ago or more
        staking.withdrawBond();
        assertEq(token.balanceOf(address(staking)), 0);
    }

    /// @dev All 24 orders of four voters, after slashes that leave the price at an ugly fraction.
    function test_FourVotersLeaveInEveryOrder() public {
        uint256[4] memory stakes = [uint256(1), 7, 1_000_003, VMT + 1];
        for (uint256 i = 0; i < 4; ++i) voteFor(operator, voterOf(i), stakes[i]);
        shrinkBond(operator, VMT);
        payInTo(operator, 12_345);
        warpToEpoch(2);
        for (uint256 i = 0; i < 3; ++i) slash(operator);
        uint256 id = vm.snapshotState();
        for (uint256 order = 0; order < 24; ++order) {
            uint256 left = 15; // bits of those who are still in
            uint256 code = order;
            for (uint256 size = 4; size != 0; --size) {
                uint256 chosen = _nthBit(left, code % size);
                code /= size;
                left &= ~(1 << chosen);
                unvoteAll(operator, voterOf(chosen));
            }
            uint256 held = nodeOf(operator).tickets.assets;
            warpToEpoch(17);
            uint256 paid;
            // The voter of one unit lost it, and what is worth nothing makes no ticket.
            for (uint256 i = 0; i < 4; ++i) {
                if (staking.ticketOf(operator, voterOf(i), epochOf(2)) != 0) {
                    paid += withdrawTicket(operator, voterOf(i), 2);
                }
            }
            assertLe(held - paid, 4);
            assertEq(token.balanceOf(address(staking)), bondOf(operator));
            vm.revertToState(id);
        }
    }

    /// @dev Ten tickets of one unit lose a unit, an eleventh is bought at the lower price. Rounding pays nothing to the
    /// first two and leaves the last one's share of it in the pool, which goes to the bond with him.
    function test_WhatRoundingLeavesOfTicketsGoesToTheBond() public {
        for (uint256 i = 0; i < 10; ++i) {
            voteFor(operator, voterOf(i), 1);
            unvoteAll(operator, voterOf(i));
        }
        slash(operator);
        voteFor(operator, voterOf(10), 1);
        unvoteAll(operator, voterOf(10));
        uint256 bond = bondOf(operator);
        warpToEpoch(UNBONDING);
        for (uint256 i = 0; i < 10; ++i) assertEq(withdrawTicket(operator, voterOf(i), 0), i < 2 ? 0 : 1);
        assertEq(nodeOf(operator).tickets.assets, 2);

        assertEq(withdrawTicket(operator, voterOf(10), 0), 1);
        assertEq(bondOf(operator), bond + 1);
        assertEq(nodeOf(operator).tickets.assets, 0);
        assertSolvent(1);
    }

    function _nthBit(uint256 bits, uint256 n) private pure returns (uint256 index) {
        for (; ; ++index) {
            if ((bits >> index) & 1 == 0) continue;
            if (n == 0) return index;
            --n;
        }
    }

    /* AN OPERATOR THAT SLASHES ITSELF LOCKS NOBODY IN (K6) */

    /// @dev The worst that it can do: one unit in pool and tickets before each slash, so that all of it is taken and the
    /// price of a unit doubles; as often as faults can be proven before and after the supernode is retired.
    function _dustAndSlash(uint256 times) private {
        for (uint256 i = 0; i < times; ++i) {
            if (nodeOf(operator).releaseEpoch == epochOf(0)) {
                uint256 shares = voteFor(operator, operator, 2);
                vm.prank(operator);
                staking.unvote(operator, shares / 2);
            } else {
                uint256 left = staking.sharesOf(operator, operator);
                vm.prank(operator);
                staking.unvote(operator, left / 2);
            }
            slash(operator);
        }
    }

    function test_VotersCanLeaveAnOperatorThatSlashesItself() public {
        _dustAndSlash(15);
        uint256 all = token.balanceOf(address(pool));
        vm.prank(address(pool));
        token.transfer(voter, all);
        voteFor(operator, voter, 1);
        vm.prank(voter);
        staking.vote(operator, all); // 60 % of the whole supply
        _dustAndSlash(15);

        assertEq(nodeOf(operator).equivocations, 16);
        unvoteAll(operator, voter);
        warpToEpoch(UNBONDING);
        uint256 expected = all;
        for (uint256 i = 0; i < 15; ++i) expected -= (expected + 9) / 10;
        assertApproxEqAbs(withdrawTicket(operator, voter, 0), expected, 16);
        assertSolvent(1);
    }

    function test_RetiredAtTheLimit() public {
        warpToEpoch(3);
        for (uint256 i = 0; i < 15; ++i) slash(operator);
        assertEq(nodeOf(operator).equivocations, 15);
        voteFor(operator, voter, VMT);
        assertTrue(staking.isSigner(operator, vm.addr(signerKeyOf(1))));

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Resigned(operator, epochOf(3 + UNBONDING));
        slash(operator);

        assertEq(nodeOf(operator).equivocations, 16);
        (address signer, , ) = staking.signerStatus(vm.addr(signerKeyOf(1)), epochOf(4));
        assertEq(signer, address(0));
        vm.prank(voter);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyResigned.selector, operator));
        staking.vote(operator, VMT);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyResigned.selector, operator));
        staking.resign();

        // Faults of its time are still punished, and delay nothing.
        warpToEpoch(10);
        uint256 bond = bondOf(operator);
        slash(operator);
        assertLt(bondOf(operator), bond);
        assertEq(nodeOf(operator).equivocations, 16);
        warpToEpoch(3 + UNBONDING);
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(bondOf(operator), 0);
        assertSolvent(1);
    }

    /// @dev Who resigned before keeps the epoch of its release.
    function test_TheLimitDelaysNoEarlierResignation() public {
        vm.prank(operator);
        staking.resign();
        warpToEpoch(9);
        for (uint256 i = 0; i < 16; ++i) slash(operator);
        warpToEpoch(UNBONDING);
        vm.prank(operator);
        staking.withdrawBond();
        assertGt(token.balanceOf(operator), 0);
    }
}
