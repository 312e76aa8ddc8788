// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {SharePool} from "../contracts/libraries/SharePools.sol";
import {EpochWindow, SupernodeRecord, SupernodeRecords} from "../contracts/libraries/SupernodeRecords.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";
import {Test} from "./helpers/Test.sol";

/// @notice The money of a record against plain references: checked arithmetic, one field at a time.
contract SupernodeRecordsTest is Test {
    using SupernodeRecords for SupernodeRecord;

    uint256 private constant GENESIS_TIME = 1_000_000;
    uint256 private constant LENGTH = 86_400;
    uint256 private constant EPOCHS = 5; // two around the oldest window that still drips
    uint256 private constant FULL = type(uint96).max;
    uint256 private constant BASIS_POINTS = 10_000;

    SupernodeRecord private node;

    /* REFERENCES */

    function _epochAt(uint256 time) private pure returns (uint256) {
        return time < GENESIS_TIME ? 0 : 1 + (time - GENESIS_TIME) / LENGTH;
    }

    function _startOf(uint256 epoch) private pure returns (uint256) {
        return epoch == 0 ? 0 : GENESIS_TIME + (epoch - 1) * LENGTH;
    }

    function _window() private view returns (EpochWindow memory) {
        uint256 epoch = _epochAt(block.timestamp);
        return
            EpochWindow({
                epoch: Epoch.wrap(uint32(epoch)),
                previous: _startOf(epoch == 0 ? 0 : epoch - 1),
                start: _startOf(epoch),
                end: _startOf(epoch + 1)
            });
    }

    /// @dev By the number of epochs that have begun since `last`.
    function _drip(
        uint256 dripping,
        uint256 incoming,
        uint256 last
    ) private view returns (uint256 dripped, uint256 left, uint256 stillIncoming) {
        uint256 epoch = _epochAt(block.timestamp);
        uint256 passed = epoch - _epochAt(last);
        if (passed == 0) {
            dripped = (dripping * (block.timestamp - last)) / (_startOf(epoch + 1) - last);
            return (dripped, dripping - dripped, incoming);
        }
        if (passed == 1) {
            uint256 part = (incoming * (block.timestamp - _startOf(epoch))) / LENGTH;
            return (dripping + part, incoming - part, 0);
        }
        return (dripping + incoming, 0, 0);
    }

    /// @dev Any record whose amounts together fit, of any second of the first epochs, looked at in any later one of them.
    function _set(uint256[5] memory amounts, uint256 last, uint256 time) private returns (SupernodeRecord memory) {
        last = bound(last, 1, GENESIS_TIME + EPOCHS * LENGTH);
        vm.warp(bound(time, last, GENESIS_TIME + EPOCHS * LENGTH));
        uint256 room = FULL;
        for (uint256 i = 0; i < 5; ++i) {
            amounts[i] = bound(amounts[i], 0, room);
            room -= amounts[i];
        }
        node.votes = uint96(amounts[0]);
        node.dripping = uint96(amounts[1]);
        node.bond = uint96(amounts[2]);
        node.incoming = uint96(amounts[3]);
        node.drippedAt = uint40(last);
        return node;
    }

    function _sum() private view returns (uint256) {
        return uint256(node.votes) + node.dripping + node.bond + node.incoming;
    }

    /* DRIP */

    /// @dev K7: unchecked and without numbers of epochs the same as checked and with them.
    function testFuzz_DripsAsTheReference(uint256[5] memory amounts, uint256 last, uint256 time) public {
        SupernodeRecord memory before = _set(amounts, last, time);

        (uint256 dripped, uint256 left) = SupernodeRecords.drip(
            before.dripping,
            before.incoming,
            before.drippedAt,
            _window()
        );

        (uint256 expected, uint256 expectedLeft, ) = _drip(before.dripping, before.incoming, before.drippedAt);
        assertEq(dripped, expected);
        assertEq(left, expectedLeft);
    }

    /// @dev K7: one second before, at and after each place where the window changes.
    function test_DripsAsTheReferenceAroundEachBoundary() public {
        for (uint256 from = 0; from < EPOCHS; ++from) {
            for (uint256 to = from; to < EPOCHS; ++to) {
                for (uint256 offset = 0; offset < 9; ++offset) {
                    uint256 last = GENESIS_TIME + from * LENGTH + (offset % 3) - 1;
                    uint256 time = GENESIS_TIME + to * LENGTH + offset / 3 - 1;
                    if (time < last) continue;
                    vm.warp(time);
                    (uint256 dripped, uint256 left) = SupernodeRecords.drip(FULL, FULL - 7, last, _window());
                    (uint256 expected, uint256 expectedLeft, ) = _drip(FULL, FULL - 7, last);
                    assertEq(dripped, expected);
                    assertEq(left, expectedLeft);
                }
            }
        }
    }

    /// @dev K1, K7: what drips is the voters', or the bond's where nobody votes; nothing else changes, and nothing is lost.
    function testFuzz_AccruesAsTheReference(uint256[5] memory amounts, uint256 last, uint256 time, bool voted) public {
        if (!voted) amounts[0] = 0;
        _set(amounts, last, time);
        _assertAccrues();
    }

    /// @dev K1, K7: no votes, one unit and two, no drip, a unit and more, one second before, at and after each start.
    function test_AccruesAndRewardsAsTheReferenceAroundEachBoundary() public {
        for (uint256 i = 0; i < 9 * 9 * 2; ++i) {
            uint256 last = GENESIS_TIME + 2 * LENGTH + (i % 3) - 1;
            uint256 time = GENESIS_TIME + (2 + (i / 81)) * LENGTH + ((i / 3) % 3) - 1;
            if (time < last) continue;
            vm.warp(time);
            uint256 unit = (i / 9) % 3;
            uint256 votes = (i / 27) % 3;
            _begin(votes, last, unit, 3 * LENGTH * unit);
            _assertTells();
            _assertAccrues();
            _begin(votes, last, unit * unit * LENGTH, unit);
            _assertTells();
            _assertRewards(uint96(2 * LENGTH * unit + 1));
        }
    }

    function _begin(uint256 votes, uint256 last, uint256 dripping, uint256 incoming) private {
        (node.votes, node.bond, node.drippedAt, node.resigned) = (uint96(votes), 0, uint40(last), votes == 1);
        (node.dripping, node.incoming) = (uint96(dripping), uint96(incoming));
    }

    function _assertAccrues() private {
        SupernodeRecord memory before = node;
        (uint256 dripped, uint256 left, uint256 incoming) = _drip(before.dripping, before.incoming, before.drippedAt);
        uint256 sum = _sum();

        node.accrue(_window());

        bool isEmpty = before.votes == 0;
        assertEq(node.votes, isEmpty ? 0 : before.votes + dripped);
        assertEq(node.bond, isEmpty ? before.bond + dripped : before.bond);
        assertEq(node.dripping, left);
        assertEq(node.incoming, incoming);
        assertEq(node.drippedAt, block.timestamp);
        assertEq(_sum(), sum, "K1: lost or made");
    }

    /* REWARDS */

    /// @dev K1, K7: a reward is a drip that is brought up to date, and then the parts of bond, voters and commission.
    function testFuzz_RewardsAsTheReference(
        uint256[5] memory amounts,
        uint256 last,
        uint256 time,
        uint16 commission,
        bool voted
    ) public {
        if (!voted) amounts[0] = 0;
        _set(amounts, last, time);
        node.nextCommission = uint16(bound(commission, 0, BASIS_POINTS));
        _assertRewards(uint96(amounts[4]));
    }

    function _assertRewards(uint96 amount) private {
        EpochWindow memory window = _window();
        uint256 sum = _sum();
        uint256 id = vm.snapshotState();
        node.accrue(window);
        SupernodeRecord memory expected = node;
        assertTrue(vm.revertToState(id));
        uint256 toVoters = 0;
        if (expected.votes != 0) {
            toVoters = (uint256(amount) * expected.votes) / (uint256(expected.votes) + expected.bond);
            toVoters -= (toVoters * node.nextCommission) / BASIS_POINTS;
        }

        node.reward(window, amount);

        assertEq(node.votes, expected.votes);
        assertEq(node.dripping, expected.dripping);
        assertEq(node.drippedAt, expected.drippedAt);
        assertEq(node.bond, expected.bond + amount - toVoters);
        assertEq(node.incoming, expected.incoming + toVoters);
        assertEq(_sum(), sum + amount, "K1: lost or made");
    }

    function rewardNow(uint96 amount) external {
        node.reward(_window(), amount);
    }

    /// @dev X4: exactly what fits, and one unit more, in the bond and in what comes in.
    function test_RewardsUpToWhatFits() public {
        vm.warp(GENESIS_TIME);
        node.bond = uint96(FULL - 5);
        node.drippedAt = uint40(block.timestamp);
        this.rewardNow(5);
        assertEq(node.bond, FULL);

        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, FULL + 1));
        this.rewardNow(1);

        (node.bond, node.votes, node.incoming) = (0, 1, uint96(FULL - 5));
        this.rewardNow(5);
        assertEq(node.incoming, FULL);

        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, FULL + 1));
        this.rewardNow(1);
    }

    function test_CommissionChangesWithItsEpoch() public {
        (node.commission, node.nextCommission, node.commissionFrom) = (100, 200, Epoch.wrap(7));

        assertEq(node.commissionIn(Epoch.wrap(6)), 100);
        assertEq(node.commissionIn(Epoch.wrap(7)), 200);
        assertEq(node.commissionIn(Epoch.wrap(8)), 200);
    }

    /* STAKE */

    /// @dev K3: what is told without writing is what stands there once it is written.
    function testFuzz_TellsWhatAccruingWrites(
        uint256[5] memory amounts,
        uint256 last,
        uint256 time,
        bool voted,
        bool resigned
    ) public {
        if (!voted) amounts[0] = 0;
        _set(amounts, last, time);
        node.shares = 12_345;
        node.resigned = resigned;
        _assertTells();
    }

    function _assertTells() private {
        EpochWindow memory window = _window();
        uint256 id = vm.snapshotState();
        uint256 weight = node.weight(window);
        SharePool memory pool = node.poolNow(window);

        node.accrue(window);

        assertEq(weight, node.resigned ? node.votes : uint256(node.votes) + node.bond);
        assertEq(pool.assets, node.votes);
        assertEq(pool.shares, node.shares);
        assertTrue(vm.revertToState(id));
    }

    /// @dev A pool's assets and shares lie in different slots.
    function testFuzz_StoresThePoolAndNothingElse(SupernodeRecord memory record, SharePool memory pool) public {
        node = record;

        node.storePool(pool);

        assertEq(abi.encode(node.poolOf()), abi.encode(pool));
        (record.votes, record.shares) = (pool.assets, pool.shares);
        SupernodeRecord memory after_ = node;
        assertEq(abi.encode(after_), abi.encode(record));
    }
}

/// @notice The flags beside the votes against the epochs that they stand for.
contract SupernodeFlagsTest is StakingSystem {
    uint256 private constant STEPS = 24;

    /// @dev K5, K8: whatever an operator does and whatever is proven, a supernode is jailed while it may not serve, eligible
    /// while it is neither jailed nor resigned, and leaves either state only as the epochs allow.
    function testFuzz_FlagsSayWhatTheEpochsSay(uint256 seed) public {
        address operator = registerSupernode(1, 100 * BOND);
        for (uint256 i = 0; i < STEPS; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 until = Epoch.unwrap(nodeOf(operator).jailedUntil);
            bool resigned = Epoch.unwrap(nodeOf(operator).releaseEpoch) != 0;
            uint256 action = random % 16;
            if (action < 4) slash(operator);
            else if (action < 8) vm.warp(block.timestamp + ((random >> 8) % 20) * 1 days);
            else if (action < 15)
                assertEq(_act(operator, abi.encodeCall(staking.unjail, ())), until != 0 && currentEpoch() >= until);
            else assertEq(_act(operator, abi.encodeCall(staking.resign, ())), !resigned);

            ISupernodeStaking.Supernode memory node = nodeOf(operator);
            bool jailed = Epoch.unwrap(node.jailedUntil) != 0;
            resigned = Epoch.unwrap(node.releaseEpoch) != 0;
            assertEq(staking.isJailed(operator), jailed);
            assertEq(staking.isEligible(operator), !jailed && !resigned && node.bond >= BOND);
            assertEq(staking.weightOf(operator), resigned ? 0 : node.bond);
        }
    }

    function _act(address operator, bytes memory data) private returns (bool success) {
        vm.prank(operator);
        (success, ) = address(staking).call(data);
    }
}
