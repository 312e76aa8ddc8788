// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {ISubscriptions} from "../contracts/interfaces/ISubscriptions.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {Permit} from "../contracts/libraries/Permits.sol";
import {PriceController, PriceControllers} from "../contracts/libraries/PriceControllers.sol";
import {Subscriptions} from "../contracts/Subscriptions.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";

/// @notice Subscriptions one by one. Random histories against a model are in SubscriptionsModel.t.sol.
contract SubscriptionsTest is MarketSystem {
    address private constant VENDOR = address(0x7E4D);
    uint256 private constant HOLDER_KEY = 0xA11CE;
    uint256 private constant UNIT = 100e18; // price of an epoch at the floor
    uint256 private constant ANY = type(uint256).max;

    function setUp() public override {
        super.setUp();
        warpToEpoch(10);
        fundAndApprove(VENDOR, address(subscriptions), 10_000_000e18);
    }

    /* TERMS */

    function test_RevertWhen_ParametersAreInvalid() public {
        bytes memory refusal = abi.encodeWithSelector(ISubscriptions.Subscriptions_InvalidParameters.selector);
        ISubscriptions.Parameters memory terms = subscriptionParameters();
        terms.floor = 0;
        assertRefused(terms, refusal);
        terms.floor = 1;
        terms.maximumEpochs = 0;
        assertRefused(terms, refusal);
        terms.maximumEpochs = 1;
        terms.poolShare = 10_001;
        assertRefused(terms, refusal);
        terms.poolShare = 10_000;
        new Subscriptions(pool, terms);
        terms.poolShare = 0;
        new Subscriptions(pool, terms);
    }

    function test_RevertWhen_PriceTermsAreInvalid() public {
        ISubscriptions.Parameters memory terms = subscriptionParameters();
        terms.scale = 0;
        assertRefused(
            terms,
            abi.encodeWithSelector(PriceControllers.PriceController_InvalidTerms.selector, UNIT, terms.target, 0)
        );
    }

    function test_TermsCanBeRead() public view {
        ISubscriptions.Parameters memory terms = subscriptionParameters();
        assertEq(address(subscriptions.TOKEN()), address(token));
        assertEq(address(subscriptions.REWARD_POOL()), address(pool));
        assertEq(subscriptions.GENESIS(), clock.GENESIS());
        assertEq(subscriptions.EPOCH_LENGTH(), clock.EPOCH_LENGTH());
        assertEq(subscriptions.MAXIMUM_EPOCHS(), terms.maximumEpochs);
        assertEq(subscriptions.POOL_SHARE(), terms.poolShare);
        PriceController memory controller = subscriptions.controller();
        assertEq(controller.floor, terms.floor);
        assertEq(controller.target, terms.target);
        assertEq(controller.scale, terms.scale);
        assertEq(subscriptions.price(), terms.floor);
    }

    /* SUBSCRIBE */

    function test_RevertWhen_NoEpochsAreBought() public {
        vm.prank(VENDOR);
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NoEpochs.selector));
        subscriptions.subscribe(0, ANY);
    }

    function test_RevertWhen_PriceIsAboveTheMaximum() public {
        vm.prank(VENDOR);
        vm.expectRevert(
            abi.encodeWithSelector(ISubscriptions.Subscriptions_PriceAboveMaximum.selector, UNIT, UNIT - 1)
        );
        subscriptions.subscribe(2, UNIT - 1);
        vm.prank(VENDOR);
        subscriptions.subscribe(2, UNIT); // of one epoch, not of all
    }

    function test_RevertWhen_MoreThanTheMaximumIsBought() public {
        assertTooMany(31, 31);
        assertTooMany(type(uint32).max, type(uint32).max);
        subscribe(30);
        assertTooMany(1, 31);

        warpToNextEpoch();
        assertTooMany(2, 31);
        subscribe(1);
        assertTooMany(type(uint32).max, 30 + uint256(type(uint32).max));
    }

    /// @dev The limit counts epochs that are served: what is bought in epoch 0 begins with epoch 1.
    function test_RevertWhen_MoreThanTheMaximumIsBoughtBeforeGenesis() public {
        vm.warp(START);
        assertTooMany(31, 31);
        subscribe(29);
        assertTooMany(2, 31);
        subscribe(1);
        assertTooMany(1, 31);
        assertSubscription(30 * UNIT, 1, 31, 1);

        warpToEpoch(1);
        assertTooMany(1, 31);
    }

    function test_RevertWhen_VendorCannotPay() public {
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(subscriptions),
                0,
                2 * UNIT
            )
        );
        subscriptions.subscribe(2, ANY);
    }

    function test_FirstEpochIsEarnedAtOnce() public {
        vm.expectEmit(address(subscriptions));
        emit ISubscriptions.Subscribed(VENDOR, 3, 3 * UNIT, Epoch.wrap(13));
        vm.expectEmit(address(subscriptions));
        emit ISubscriptions.Earned(VENDOR, UNIT, Epoch.wrap(11));
        subscribe(3);

        assertSubscription(2 * UNIT, 11, 13, 10);
        assertAccrued(UNIT);
        assertEq(token.balanceOf(address(subscriptions)), 3 * UNIT);
        assertActive(10, 13);
    }

    /// @dev Whoever buys in the last second of an epoch pays for all of it; the next second earns the next one.
    function test_EpochsAreEarnedAsTheyBegin() public {
        subscribe(2);
        warpToEpoch(11);
        vm.warp(vm.getBlockTimestamp() - 1);
        subscriptions.accrue(VENDOR);
        assertAccrued(UNIT);
        skip(1);
        subscriptions.accrue(VENDOR);
        assertAccrued(2 * UNIT);
        assertSubscription(0, 12, 12, 10);
    }

    function test_NothingIsEarnedBeforeGenesis() public {
        vm.warp(START);
        subscribe(2);
        assertSubscription(2 * UNIT, 1, 3, 1);
        assertActive(1, 3);
        subscriptions.accrue(VENDOR);
        assertAccrued(0);

        warpToEpoch(1);
        subscriptions.accrue(VENDOR);
        assertAccrued(UNIT);
    }

    function test_ExtensionFollowsWhatIsPaid() public {
        subscribe(3);
        warpToEpoch(11);
        subscribe(4); // earns epoch 11 first
        assertSubscription(5 * UNIT, 12, 17, 10);
        assertActive(10, 17);
        assertAccrued(2 * UNIT);
    }

    /// @dev All epochs that have not begun share one pot.
    function test_ExtensionAtAnotherPriceSharesOnePot() public {
        subscribe(2); // 100 VMT left for epoch 11
        storePrice(300e18);
        subscribe(1);
        assertSubscription(400e18, 11, 13, 10);

        warpToEpoch(11);
        subscriptions.accrue(VENDOR);
        assertSubscription(200e18, 12, 13, 10);
        warpToEpoch(12);
        subscriptions.accrue(VENDOR);
        assertSubscription(0, 13, 13, 10);
        assertAccrued(500e18);
    }

    /// @dev E8: the last epoch takes what rounding left.
    function test_RoundingLeavesNothingBehind() public {
        subscribe(2);
        storePrice(100e18 + 1);
        subscribe(2); // three epochs share 300e18 + 2
        warpToEpoch(11);
        subscriptions.accrue(VENDOR);
        assertSubscription(200e18 + 2, 12, 14, 10);
        warpToEpoch(12);
        subscriptions.accrue(VENDOR);
        assertSubscription(100e18 + 1, 13, 14, 10);
        warpToEpoch(13);
        subscriptions.accrue(VENDOR);
        assertSubscription(0, 14, 14, 10);
        assertAccrued(400e18 + 2);

        subscriptions.flush();
        assertEq(token.balanceOf(address(subscriptions)), 0);
    }

    function test_RenewalAfterAGapBeginsAnew() public {
        subscribe(2);
        warpToEpoch(15);
        assertActive(10, 12);
        subscribe(2);
        assertSubscription(UNIT, 16, 17, 15);
        assertActive(15, 17);
        assertAccrued(3 * UNIT);
    }

    /// @dev At the first second after the end, and one before.
    function test_RenewalAtTheEnd() public {
        subscribe(2);
        warpToEpoch(12);
        uint256 snapshot = vm.snapshotState();
        subscribe(1);
        assertSubscription(0, 13, 13, 12);
        assertActive(12, 13);

        vm.revertToState(snapshot);
        vm.warp(vm.getBlockTimestamp() - 1);
        subscribe(1);
        assertSubscription(UNIT, 12, 13, 10);
        assertActive(10, 13);
    }

    function test_StrangersAreNotActive() public view {
        assertFalse(subscriptions.isActive(STRANGER, Epoch.wrap(0)));
        assertFalse(subscriptions.isActive(STRANGER, Epoch.wrap(10)));
    }

    /* SUBSCRIBE WITH PERMIT */

    function test_PermitPaysForASubscription() public {
        address holder = vm.addr(HOLDER_KEY);
        fund(holder, 5 * UNIT);
        Permit memory permit = permitOf(HOLDER_KEY, address(subscriptions), 2 * UNIT, vm.getBlockTimestamp());
        vm.prank(holder);
        subscriptions.subscribeWithPermit(2, UNIT, permit);
        assertEq(token.balanceOf(holder), 3 * UNIT);
        assertEq(token.allowance(holder, address(subscriptions)), 0);
        assertTrue(subscriptions.isActive(holder, Epoch.wrap(11)));
    }

    /// @dev T4.
    function testFuzz_PermitSubmittedFirstByAStranger(uint256 value) public {
        value = bound(value, 2 * UNIT, type(uint256).max - 1);
        address holder = vm.addr(HOLDER_KEY);
        fund(holder, 5 * UNIT);
        Permit memory permit = permitOf(HOLDER_KEY, address(subscriptions), value, vm.getBlockTimestamp());
        submitPermit(holder, address(subscriptions), permit);

        vm.prank(holder);
        subscriptions.subscribeWithPermit(2, UNIT, permit);
        assertEq(token.balanceOf(holder), 3 * UNIT);
        assertEq(token.allowance(holder, address(subscriptions)), value - 2 * UNIT);
        assertEq(token.nonces(holder), 1);
        assertTrue(subscriptions.isActive(holder, Epoch.wrap(11)));
    }

    /// @dev T4.
    function testFuzz_RevertWhen_AllowanceIsTooSmallAfterThePermit(uint256 value, bool submitted) public {
        value = bound(value, 0, 2 * UNIT - 1);
        address holder = vm.addr(HOLDER_KEY);
        fund(holder, 5 * UNIT);
        Permit memory permit = permitOf(HOLDER_KEY, address(subscriptions), value, vm.getBlockTimestamp());
        if (submitted) submitPermit(holder, address(subscriptions), permit);
        vm.prank(holder);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(subscriptions),
                value,
                2 * UNIT
            )
        );
        subscriptions.subscribeWithPermit(2, UNIT, permit);
    }

    /* CANCEL */

    function test_RevertWhen_NoEpochIsAhead() public {
        assertNothingToCancel(STRANGER);
        subscribe(1); // this epoch alone, which has begun
        assertNothingToCancel(VENDOR);
        warpToEpoch(20);
        assertNothingToCancel(VENDOR);
    }

    function test_RevertWhen_CancelledTwice() public {
        subscribe(5);
        vm.prank(VENDOR);
        subscriptions.cancel();
        assertNothingToCancel(VENDOR);
    }

    /// @dev One second before an epoch begins it is returned, at its first second it is earned.
    function test_CancelReturnsWhatHasNotBegun() public {
        subscribe(3);
        warpToEpoch(11);
        uint256 snapshot = vm.snapshotState();
        assertCancelled(UNIT, 12);

        vm.revertToState(snapshot);
        vm.warp(vm.getBlockTimestamp() - 1);
        assertCancelled(2 * UNIT, 11);

        vm.revertToState(snapshot);
        warpToEpoch(12);
        assertNothingToCancel(VENDOR);
    }

    function test_CancelBeforeGenesisReturnsEverything() public {
        vm.warp(START);
        subscribe(7);
        assertCancelled(7 * UNIT, 1);
        assertAccrued(0);
        assertActive(1, 1);
        subscribe(1);
        assertSubscription(UNIT, 1, 2, 1);
    }

    /// @dev E6: what is cancelled has moved no price.
    function test_CancelledEpochsMoveNoPrice() public {
        subscribe(30);
        assertCancelled(29 * UNIT, 11);
        assertEq(subscriptions.controller().excess, 1);
        for (uint256 i = 0; i < 10; ++i) {
            subscribe(29);
            assertEq(subscriptions.controller().excess, 1);
            vm.prank(VENDOR);
            subscriptions.cancel();
        }
        assertEq(subscriptions.controller().excess, 1);
    }

    function test_VendorMaySubscribeAgainAfterCancelling() public {
        subscribe(5);
        vm.prank(VENDOR);
        subscriptions.cancel();
        assertActive(10, 11);
        subscribe(2);
        assertSubscription(2 * subscriptions.price(), 11, 13, 10);
        assertActive(10, 13);
    }

    /* ACCRUAL */

    function test_AnyoneAccrues() public {
        subscribe(30);
        warpToEpoch(14);
        vm.expectEmit(address(subscriptions));
        emit ISubscriptions.Earned(VENDOR, 4 * UNIT, Epoch.wrap(15));
        vm.prank(STRANGER);
        subscriptions.accrue(VENDOR);
        assertSubscription(25 * UNIT, 15, 40, 10);
        assertAccrued(5 * UNIT);
        assertEq(subscriptions.controller().excess, 4);
    }

    function test_AccruingAgainChangesNothing() public {
        subscribe(3);
        vm.recordLogs();
        subscriptions.accrue(VENDOR);
        subscriptions.accrue(STRANGER);
        assertEq(vm.getRecordedLogs().length, 0);
        assertAccrued(UNIT);
    }

    /// @dev X4: accrued only years later, everything is earned, once.
    function test_AccrualYearsLater() public {
        subscribe(30);
        warpToEpoch(10 + 5 * 365);
        subscriptions.accrue(VENDOR);
        assertSubscription(0, 40, 40, 10);
        assertAccrued(30 * UNIT);
        assertEq(subscriptions.controller().excess, 29);
        assertNothingToCancel(VENDOR);
    }

    /* FLUSH */

    function test_RevertWhen_NothingWasEarned() public {
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NothingToFlush.selector));
        subscriptions.flush();
        subscribe(1);
        subscriptions.flush();
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NothingToFlush.selector));
        subscriptions.flush();
    }

    function test_FlushPaysThePoolAndBurns() public {
        subscribe(3);
        uint256 available = pool.available();
        uint256 supply = token.totalSupply();

        vm.expectEmit(address(subscriptions));
        emit ISubscriptions.Flushed(66.67e18, 33.33e18);
        vm.prank(STRANGER);
        subscriptions.flush();

        assertEq(pool.available(), available + 66.67e18);
        assertEq(token.totalSupply(), supply - 33.33e18);
        assertEq(token.balanceOf(address(subscriptions)), 2 * UNIT);
        assertAccrued(0);
    }

    /// @dev The pool's part rounds down; the unit that cannot be divided is burned.
    function test_TheIndivisibleUnitIsBurned() public {
        storePrice(100e18 + 1);
        subscribe(1);

        vm.expectEmit(address(subscriptions));
        emit ISubscriptions.Flushed(66.67e18, 33.33e18 + 1);
        subscriptions.flush();
    }

    function test_FlushAtEitherEndOfThePoolShare() public {
        ISubscriptions.Parameters memory terms = subscriptionParameters();
        terms.poolShare = 0;
        assertFlushed(terms, 0, UNIT);
        terms.poolShare = 10_000;
        assertFlushed(terms, UNIT, 0);
    }

    /* HELPERS */

    function subscribe(uint32 epochs) private {
        vm.prank(VENDOR);
        subscriptions.subscribe(epochs, ANY);
    }

    /// @dev Another floor in the stored controller, and no excess: prices in round numbers.
    function storePrice(uint96 price) private {
        bytes32 slot = bytes32(uint256(1)); // after the mapping
        uint256 word = uint256(vm.load(address(subscriptions), slot));
        assertEq(uint96(word), UNIT);
        word &= ~(uint256(type(uint96).max) | (uint256(type(uint32).max) << 160));
        vm.store(address(subscriptions), slot, bytes32(word | price));
        assertEq(subscriptions.price(), price);
    }

    function assertRefused(ISubscriptions.Parameters memory terms, bytes memory refusal) private {
        vm.expectRevert(refusal);
        new Subscriptions(pool, terms);
    }

    function assertTooMany(uint32 epochs, uint256 held) private {
        vm.prank(VENDOR);
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_TooManyEpochs.selector, held, 30));
        subscriptions.subscribe(epochs, ANY);
    }

    function assertNothingToCancel(address vendor) private {
        vm.prank(vendor);
        vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NothingToCancel.selector, vendor));
        subscriptions.cancel();
    }

    function assertCancelled(uint256 amount, uint32 until) private {
        uint256 balance = token.balanceOf(VENDOR);
        vm.expectEmit(address(subscriptions));
        emit ISubscriptions.Cancelled(VENDOR, amount, Epoch.wrap(until));
        vm.prank(VENDOR);
        subscriptions.cancel();
        assertEq(token.balanceOf(VENDOR), balance + amount);
        assertEq(subscriptions.subscriptionOf(VENDOR).unearned, 0);
        assertFalse(subscriptions.isActive(VENDOR, Epoch.wrap(until)));
    }

    /// @dev Active from `since` until `until`, and at no epoch around.
    function assertActive(uint32 since, uint32 until) private view {
        for (uint32 epoch = 0; epoch < 50; ++epoch) {
            assertEq(subscriptions.isActive(VENDOR, Epoch.wrap(epoch)), since <= epoch && epoch < until);
        }
        assertFalse(subscriptions.isActive(VENDOR, Epoch.wrap(type(uint32).max)));
    }

    function assertSubscription(uint256 unearned, uint256 from, uint256 until, uint256 since) private view {
        ISubscriptions.Subscription memory subscription = subscriptions.subscriptionOf(VENDOR);
        assertEq(subscription.unearned, unearned, "unearned");
        assertEq(Epoch.unwrap(subscription.from), from, "from");
        assertEq(Epoch.unwrap(subscription.until), until, "until");
        assertEq(Epoch.unwrap(subscription.since), since, "since");
    }

    function assertAccrued(uint256 sum) private view {
        (uint256 toPool, uint256 toBurn) = subscriptions.accrued();
        assertEq(toPool + toBurn, sum);
    }

    function assertFlushed(ISubscriptions.Parameters memory terms, uint256 toPool, uint256 toBurn) private {
        Subscriptions other = new Subscriptions(pool, terms);
        vm.prank(VENDOR);
        token.approve(address(other), UNIT);
        vm.prank(VENDOR);
        other.subscribe(1, ANY);
        vm.expectEmit(address(other));
        emit ISubscriptions.Flushed(toPool, toBurn);
        other.flush();
        assertEq(token.balanceOf(address(other)), 0);
    }
}
