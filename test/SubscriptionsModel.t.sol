// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISubscriptions} from "../contracts/interfaces/ISubscriptions.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {MarketPriceModel, Modelled} from "./helpers/MarketPriceModel.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";

/// @notice E1, E6, E8: random histories of several vendors against a model that goes epoch by epoch.
contract SubscriptionsModelTest is MarketSystem {
    using MarketPriceModel for Modelled;

    uint256 private constant VENDORS = 3;
    uint256 private constant HORIZON = 400;

    /// @dev What the model knows of a vendor.
    struct Vendor {
        uint256 pot;
        uint256 from;
        uint256 until;
        uint256 paid;
        uint256 earned;
        uint256 refunded;
    }

    Vendor[VENDORS] private _vendors;
    /// @dev Epochs that a vendor has bought and not cancelled, one by one.
    mapping(uint256 vendor => mapping(uint256 epoch => bool)) private _access;
    Modelled private _price;
    uint256 private _earned;
    uint256 private _flushed;
    uint256[5] private _successes;

    /// @dev Terms under which the price moves with a few epochs.
    function subscriptionParameters() internal view override returns (ISubscriptions.Parameters memory parameters) {
        parameters = super.subscriptionParameters();
        (parameters.floor, parameters.target, parameters.scale) = (100e18 + 1, 2, 10);
    }

    function setUp() public override {
        super.setUp();
        vm.warp(START);
        _price.start(100e18 + 1, 2, 10);
        for (uint256 i = 0; i < VENDORS; ++i) fundAndApprove(vendor(i), address(subscriptions), 10_000_000e18);
    }

    /// hardhat-config: fuzz.runs = 64
    function testFuzz_SubscriptionsEqualTheirModel(uint256 seed) public {
        run(seed, 40);
        endAll();
    }

    function test_HistoriesReachEveryAction() public {
        run(3, 200);
        for (uint256 i = 0; i < _successes.length; ++i) assertGt(_successes[i], 10);
        endAll();
    }

    /// @dev E8: accruing at every chance or only at the end costs the same, but for a unit of rounding an epoch.
    function testFuzz_EagerAndLazyAccrualAgree(uint256 seed, uint32 epochs, uint32 extension, uint32 lived) public {
        epochs = uint32(bound(epochs, 1, 15));
        extension = uint32(bound(extension, 1, 15));
        lived = uint32(bound(lived, 0, 31));
        warpToEpoch(1);
        vm.prank(vendor(0));
        subscriptions.subscribe(epochs, type(uint256).max);
        vm.prank(vendor(1)); // moves the price
        subscriptions.subscribe(uint32(bound(seed, 1, 30)), type(uint256).max);
        vm.prank(vendor(0));
        subscriptions.subscribe(extension, type(uint256).max);

        uint256 snapshot = vm.snapshotState();
        bool isAhead = lived + 1 < epochs + extension;
        uint256 eager = cancelAfter(lived, true, isAhead);
        vm.revertToState(snapshot);
        uint256 lazy = cancelAfter(lived, false, isAhead);
        assertApproxEqAbs(eager, lazy, lived);
    }

    /// @dev What vendor 0 has after `lived` more epochs, and after cancelling what is ahead.
    function cancelAfter(uint256 lived, bool isEager, bool isAhead) private returns (uint256) {
        for (uint256 epoch = 2; epoch <= 1 + lived; ++epoch) {
            warpToEpoch(epoch);
            if (isEager) subscriptions.accrue(vendor(0));
        }
        if (isAhead) {
            vm.prank(vendor(0));
            subscriptions.cancel();
        }
        return token.balanceOf(vendor(0));
    }

    function run(uint256 seed, uint256 steps) private {
        for (uint256 i = 0; i < steps; ++i) {
            step(uint256(keccak256(abi.encode(seed, i))));
            assertAccounts();
        }
    }

    function step(uint256 random) private {
        uint256 v = (random >> 8) % VENDORS;
        uint256 action = random % 6;
        if (action < 2) buy(v, uint32((random >> 16) % 12));
        else if (action == 2) cancel(v);
        else if (action == 3) accrueByAnyone(v);
        else if (action == 4) flush();
        else wait(random >> 16);
    }

    /* ACTIONS */

    function buy(uint256 v, uint32 epochs) private {
        uint256 now_ = Epoch.unwrap(clock.currentEpoch());
        uint256 price = _price.price();
        uint256 first = now_ == 0 ? 1 : now_;
        uint256 begin = _vendors[v].until > now_ ? _vendors[v].until : first;
        uint256 held = begin + epochs - first;
        vm.prank(vendor(v));
        if (epochs == 0) {
            vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NoEpochs.selector));
            subscriptions.subscribe(epochs, price);
            return;
        }
        if (held > 30) {
            vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_TooManyEpochs.selector, held, 30));
            subscriptions.subscribe(epochs, price);
            return;
        }
        subscriptions.subscribe(epochs, price); // exactly the price

        accrue(v, now_);
        if (_vendors[v].until <= now_) (_vendors[v].from, _vendors[v].until) = (first, first);
        for (uint256 epoch = begin; epoch < begin + epochs; ++epoch) _access[v][epoch] = true;
        _vendors[v].until += epochs;
        _vendors[v].pot += price * epochs;
        _vendors[v].paid += price * epochs;
        accrue(v, now_);
        _successes[0] += 1;
    }

    function cancel(uint256 v) private {
        uint256 now_ = Epoch.unwrap(clock.currentEpoch());
        uint256 balance = token.balanceOf(vendor(v));
        if (_vendors[v].until <= now_ + 1) {
            vm.prank(vendor(v));
            vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NothingToCancel.selector, vendor(v)));
            subscriptions.cancel();
            return;
        }
        vm.prank(vendor(v));
        subscriptions.cancel();

        accrue(v, now_);
        for (uint256 epoch = now_ + 1; epoch < _vendors[v].until; ++epoch) _access[v][epoch] = false;
        _vendors[v].refunded += _vendors[v].pot;
        assertEq(token.balanceOf(vendor(v)), balance + _vendors[v].pot);
        _vendors[v].pot = 0;
        _vendors[v].until = now_ + 1;
        _successes[1] += 1;
    }

    function accrueByAnyone(uint256 v) private {
        vm.prank(STRANGER);
        subscriptions.accrue(vendor(v));
        accrue(v, Epoch.unwrap(clock.currentEpoch()));
        _successes[2] += 1;
    }

    function flush() private {
        if (_earned == _flushed) {
            vm.expectRevert(abi.encodeWithSelector(ISubscriptions.Subscriptions_NothingToFlush.selector));
            subscriptions.flush();
            return;
        }
        uint256 balance = token.balanceOf(address(subscriptions));
        subscriptions.flush();
        assertEq(token.balanceOf(address(subscriptions)), balance - (_earned - _flushed));
        _flushed = _earned;
        _successes[3] += 1;
    }

    function wait(uint256 random) private {
        uint256 next = clock.epochStart(clock.currentEpoch().plus(1));
        if (Epoch.unwrap(clock.currentEpoch()) + 40 > HORIZON) return;
        uint256[4] memory targets = [
            next - 1,
            next,
            next + ((random >> 8) % (3 * DAY)),
            next + ((random >> 8) % (40 * DAY))
        ];
        uint256 target = targets[random % 16 == 0 ? 3 : random % 3];
        if (target > vm.getBlockTimestamp()) vm.warp(target);
        _successes[4] += 1;
    }

    /* MODEL */

    /// @dev Each epoch that has begun takes its part of the pot; the last one takes the rest.
    function accrue(uint256 v, uint256 now_) private {
        Vendor storage it = _vendors[v];
        uint256 end = now_ + 1 < it.until ? now_ + 1 : it.until;
        if (end <= it.from) return;
        uint256 amount = end == it.until ? it.pot : (it.pot * (end - it.from)) / (it.until - it.from);
        it.pot -= amount;
        it.earned += amount;
        _earned += amount;
        _price.sell(now_, end - it.from);
        it.from = end;
    }

    function endAll() private {
        for (uint256 v = 0; v < VENDORS; ++v) {
            cancel(v);
            accrueByAnyone(v);
        }
        flush();
        assertAccounts();
        for (uint256 v = 0; v < VENDORS; ++v) assertEq(_vendors[v].earned + _vendors[v].refunded, _vendors[v].paid);
        assertEq(token.balanceOf(address(subscriptions)), 0);
    }

    function assertAccounts() private {
        uint256 now_ = Epoch.unwrap(clock.currentEpoch());
        uint256 pots = 0;
        for (uint256 v = 0; v < VENDORS; ++v) {
            Vendor memory it = _vendors[v];
            ISubscriptions.Subscription memory stored = subscriptions.subscriptionOf(vendor(v));
            pots += it.pot;
            assertEq(stored.unearned, it.pot, "unearned");
            assertEq(Epoch.unwrap(stored.from), it.from, "from");
            assertEq(Epoch.unwrap(stored.until), it.until, "until");
            assertEq(it.earned + it.refunded + it.pot, it.paid, "E8");
            for (uint256 epoch = now_; epoch < now_ + 35; ++epoch) {
                assertEq(subscriptions.isActive(vendor(v), Epoch.wrap(uint32(epoch))), _access[v][epoch], "active");
            }
        }
        (uint256 toPool, uint256 toBurn) = subscriptions.accrued();
        assertEq(toPool + toBurn, _earned - _flushed, "accrued");
        assertEq(token.balanceOf(address(subscriptions)), pots + _earned - _flushed, "E1");
        _price.advance(now_);
        assertEq(subscriptions.price(), _price.price(), "E6");
    }

    function vendor(uint256 v) private pure returns (address) {
        return address(uint160(0x7E4D00 + v));
    }
}
