// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISubscriptions} from "../../contracts/interfaces/ISubscriptions.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {System} from "../helpers/System.sol";

/// @notice What a vendor would take by its subscription, and what it is left with.
contract VendorAttacksTest is System {
    address private constant VENDOR = address(0x7E4D0);
    address private constant RIVAL = address(0x41BA1);
    uint256 private constant FLOOR = 100e18; // units of VMT an epoch
    uint256 private constant WEALTH = 1_000_000e18;

    function setUp() public override {
        super.setUp();
        fundAndApprove(VENDOR, address(subscriptions), WEALTH);
        fundAndApprove(RIVAL, address(subscriptions), WEALTH);
        warpToEpoch(5);
    }

    /// @dev A small market, whose price moves within a few vendors.
    function subscriptionParameters() internal view override returns (ISubscriptions.Parameters memory parameters) {
        parameters = super.subscriptionParameters();
        parameters.target = 1;
        parameters.scale = 8;
    }

    /* ACCESS FOR LESS */

    /// @dev It would gain: access for nothing, by cancelling in the block of the subscription, as often as it likes. E8
    /// stops it: the epoch that has begun is earned at once. Left with: the access of one epoch, for the price of one.
    function test_CancellingAtOncePaysTheEpoch() public {
        _subscribe(VENDOR, 30);
        _cancel(VENDOR);
        assertEq(_spent(VENDOR), FLOOR);
        for (uint256 i = 0; i < 5; ++i) {
            _subscribe(VENDOR, 10);
            _cancel(VENDOR);
        }
        assertEq(_spent(VENDOR), FLOOR); // neither more nor less
        assertTrue(subscriptions.isActive(VENDOR, Epoch.wrap(5)));
        assertFalse(subscriptions.isActive(VENDOR, Epoch.wrap(6)));
    }

    /// @dev It would gain: an epoch, by cancelling at its first second instead of the last second of the one before. E8
    /// stops it: an epoch is earned from its first second. Left with: exactly the epochs that began.
    function test_TheFirstSecondOfAnEpochIsPaid() public {
        _subscribe(VENDOR, 10);
        vm.warp(clock.epochStart(Epoch.wrap(6)) - 1);
        uint256 snapshot = vm.snapshotState();
        _cancel(VENDOR);
        assertEq(_spent(VENDOR), FLOOR);
        assertFalse(subscriptions.isActive(VENDOR, Epoch.wrap(6)));
        vm.revertToState(snapshot);

        vm.warp(clock.epochStart(Epoch.wrap(6)));
        _cancel(VENDOR);
        assertEq(_spent(VENDOR), 2 * FLOOR);
        assertTrue(subscriptions.isActive(VENDOR, Epoch.wrap(6)));
    }

    /// @dev It would gain: access below the price quoted to it, by any order of subscribing, extending, cancelling, waiting and
    /// letting others accrue, while rivals move the price. E8 and E6 stop it: every epoch with access is paid with the lowest
    /// quote that its subscription was bought or extended at, or more; a cancelled one is bought anew. Left with: all
    /// epochs paid, but for a unit of rounding each.
    function testFuzz_NoOrderOfCallsMakesAccessCheaper(uint256 seed) public {
        _play(seed);

        subscriptions.accrue(VENDOR); // what a refused cancellation has left to earn
        subscriptions.accrue(RIVAL);
        (uint256 toPool, uint256 toBurn) = subscriptions.accrued();
        assertEq(_spent(VENDOR) + _spent(RIVAL), toPool + toBurn);
        assertEq(token.balanceOf(address(subscriptions)), toPool + toBurn);
    }

    /// @dev The histories above do reach prices above the floor, and the bound is tight: nobody pays more than twice of it.
    function test_QuotesAboveTheFloorAreOwed() public {
        (uint256 owed, uint256 active) = _play(5);
        assertGt(owed, active * FLOOR);
        assertLt(_spent(VENDOR), 2 * owed);
    }

    /// @dev 40 moves of a vendor and its rival, who both cancel at the end.
    /// @return owed what the vendor's epochs with access cost at the lowest quote that each was bought at
    /// @return active how many they are
    function _play(uint256 seed) private returns (uint256 owed, uint256 active) {
        uint256 lowest;
        uint256 last;
        uint256 steps;
        for (; steps < 40; ++steps) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 move = seed % 8;
            if (move < 3) lowest = _quotedAfter(lowest, 1 + ((seed >> 8) % 10));
            else if (move == 3) _tryCancel(VENDOR);
            else if (move == 4) _trySubscribe(RIVAL, 1 + ((seed >> 8) % 30));
            else if (move == 5) subscriptions.accrue((seed >> 8) % 2 == 0 ? VENDOR : RIVAL);
            else warpToNextEpoch();

            // An epoch is earned by the terms of its first moment.
            Epoch epoch = clock.currentEpoch();
            if (Epoch.unwrap(epoch) == last || !subscriptions.isActive(VENDOR, epoch)) continue;
            last = Epoch.unwrap(epoch);
            owed += lowest;
            ++active;
        }
        _tryCancel(VENDOR);
        _tryCancel(RIVAL);
        assertGe(_spent(VENDOR) + steps, owed);
    }

    /// @dev The vendor subscribes or extends. Returns the lowest quote among those by which it bought what it has not used.
    function _quotedAfter(uint256 lowest, uint256 epochs) private returns (uint256) {
        uint256 quote = subscriptions.price();
        Epoch until = subscriptions.subscriptionOf(VENDOR).until;
        if (!_trySubscribe(VENDOR, epochs)) return lowest;
        bool isAnew = until <= clock.currentEpoch().plus(1);
        return isAnew || quote < lowest ? quote : lowest;
    }

    /* PRICE */

    /// @dev It would gain: the price of before for a month, by paying ahead while it is low. The design concedes it:
    /// terms are those of the purchase. E6 bounds it. Left with: 30 epochs at the floor at most, all its money locked
    /// from the start.
    function test_PayingAheadKeepsThePriceForThirtyEpochs() public {
        _subscribe(VENDOR, 30);
        _subscribe(RIVAL, 1);
        uint256 dearer = subscriptions.price();
        assertGt(dearer, FLOOR);
        vm.prank(VENDOR);
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_TooManyEpochs.selector, 31, 30));
        subscriptions.subscribe(1, type(uint256).max);
        assertEq(_spent(VENDOR), 30 * FLOOR);
    }

    /// @dev It would gain: a price too high for its rival, by having a month of epochs counted in one. E6 stops it:
    /// four targets an epoch count. Left with: a month paid for, and a price at most 1.65 times the floor for a day; a
    /// rival that pays by a limit loses nothing.
    function test_EpochsCountedTogetherMoveThePriceByFourTargets() public {
        _subscribe(VENDOR, 30); // one counts now
        warpToEpoch(34);
        assertEq(subscriptions.price(), FLOOR);
        subscriptions.accrue(VENDOR); // 29 at once
        assertEq((subscriptions.price() * 1_000) / FLOOR, 1_648); // e^(4 / 8)
        uint256 price = subscriptions.price();
        vm.prank(RIVAL);
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_PriceAboveMaximum.selector, price, FLOOR));
        subscriptions.subscribe(1, FLOOR);
        warpToEpoch(38);
        assertEq(subscriptions.price(), FLOOR);
        assertEq(_spent(VENDOR), 30 * FLOOR);
        assertEq(_spent(RIVAL), 0);
    }

    /// @dev It would gain: a low price for itself or a high one for others, with epochs that it cancels. E6 stops it:
    /// what is cancelled is never counted. Left with: the epoch that had begun, paid.
    function test_CancelledEpochsMoveNoPrice() public {
        _subscribe(VENDOR, 30);
        uint256 price = subscriptions.price();
        _cancel(VENDOR);
        for (uint256 i = 0; i < 20; ++i) {
            _subscribe(VENDOR, 29);
            _cancel(VENDOR);
        }
        assertEq(subscriptions.price(), price);
        assertEq(_spent(VENDOR), FLOOR);
    }

    /* OTHERS */

    /// @dev It would gain: a rival's access ended or its money moved, by accruing for it at any time, or by calling in
    /// its name. X2 and E8 stop it: what is earned is due already, and only the caller's own subscription is ever
    /// cancelled. Left with: the gas spent.
    function testFuzz_ARivalsSubscriptionIsItsOwn(uint256 seed) public {
        _subscribe(RIVAL, 20);
        uint256 length = 1 + (seed % 19);
        for (uint256 epoch = 5; epoch < 5 + length; ++epoch) {
            warpToEpoch(epoch);
            vm.startPrank(VENDOR);
            if ((seed >> epoch) % 2 == 0) subscriptions.accrue(RIVAL);
            vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NothingToCancel.selector, VENDOR));
            subscriptions.cancel();
            vm.stopPrank();
            assertTrue(subscriptions.isActive(RIVAL, Epoch.wrap(uint32(epoch))));
        }
        _cancel(RIVAL);
        assertEq(_spent(RIVAL), length * FLOOR);
    }

    /* SHARED */

    function _subscribe(address vendor, uint32 epochs) private {
        vm.prank(vendor);
        subscriptions.subscribe(epochs, type(uint256).max);
    }

    function _cancel(address vendor) private {
        vm.prank(vendor);
        subscriptions.cancel();
    }

    /// @dev The limit of epochs held may refuse it.
    function _trySubscribe(address vendor, uint256 epochs) private returns (bool) {
        vm.prank(vendor);
        try subscriptions.subscribe(uint32(epochs), type(uint256).max) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev There may be nothing to cancel.
    function _tryCancel(address vendor) private {
        vm.prank(vendor);
        // solhint-disable-next-line no-empty-blocks
        try subscriptions.cancel() {} catch {}
    }

    function _spent(address vendor) private view returns (uint256) {
        return WEALTH - token.balanceOf(vendor);
    }
}
