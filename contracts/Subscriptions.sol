// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {EpochClock} from "./EpochClock.sol";
import {IRewardPool} from "./interfaces/IRewardPool.sol";
import {ISubscriptions} from "./interfaces/ISubscriptions.sol";
import {IVirusMapToken} from "./interfaces/IVirusMapToken.sol";
import {Epoch} from "./libraries/Epoch.sol";
import {Permit, Permits} from "./libraries/Permits.sol";
import {PriceController, PriceControllers} from "./libraries/PriceControllers.sol";
import {Revenue, Revenues} from "./libraries/Revenues.sol";

/// @title Subscriptions
contract Subscriptions is ISubscriptions, EpochClock {
    using Permits for IVirusMapToken;
    using PriceControllers for PriceController;
    using Revenues for Revenue;
    using SafeCast for uint256;
    using SafeERC20 for IVirusMapToken;

    uint256 private constant BASIS_POINTS = 10_000;

    /// @inheritdoc ISubscriptions
    IVirusMapToken public immutable override TOKEN;
    /// @inheritdoc ISubscriptions
    IRewardPool public immutable override REWARD_POOL;
    /// @inheritdoc ISubscriptions
    uint32 public immutable override MAXIMUM_EPOCHS;
    /// @inheritdoc ISubscriptions
    uint16 public immutable override POOL_SHARE;

    /// @dev Invariant SubscriptionsSolvent (E1): the VMT held is at least the sum of all `unearned` and what was earned
    /// and is not flushed. Invariant EarnedOrRefunded (E8): every unit paid in leaves `unearned` once, either way.
    mapping(address vendor => Subscription) private _subscriptions;

    PriceController private _controller;

    Revenue private _revenue;

    constructor(
        IRewardPool rewardPool,
        Parameters memory parameters
    ) EpochClock(rewardPool.GENESIS(), rewardPool.EPOCH_LENGTH()) {
        require(
            parameters.floor != 0 && parameters.maximumEpochs != 0 && parameters.poolShare <= BASIS_POINTS,
            Subscriptions_InvalidParameters()
        );

        TOKEN = rewardPool.TOKEN();
        REWARD_POOL = rewardPool;
        MAXIMUM_EPOCHS = parameters.maximumEpochs;
        POOL_SHARE = parameters.poolShare;
        _controller = PriceControllers.create(parameters.floor, parameters.target, parameters.scale);

        // The pool takes only what its caller deposits.
        // slither-disable-next-line unused-return VMT's approve is true or reverts
        rewardPool.TOKEN().approve(address(rewardPool), type(uint256).max);
    }

    /* SUBSCRIBE */

    /// @inheritdoc ISubscriptions
    function subscribe(uint32 epochs, uint256 maxPrice) external override {
        _subscribe(epochs, maxPrice);
    }

    /// @inheritdoc ISubscriptions
    function subscribeWithPermit(uint32 epochs, uint256 maxPrice, Permit calldata permit) external override {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        _subscribe(epochs, maxPrice);
    }

    function _subscribe(uint32 epochs, uint256 maxPrice) private {
        Epoch current = currentEpoch();
        uint256 unitPrice = price();
        uint256 amount = unitPrice * epochs;
        require(epochs != 0, Subscriptions_NoEpochs());
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(unitPrice <= maxPrice, Subscriptions_PriceAboveMaximum(unitPrice, maxPrice));
        _accrue(msg.sender, current);

        Subscription storage subscription = _subscriptions[msg.sender];
        // Nothing is served in epoch 0: what is bought in it begins with epoch 1.
        Epoch first = current == Epoch.wrap(0) ? current.plus(1) : current;
        // What was paid before lies behind: begin anew, with access at once.
        if (subscription.until <= current) {
            (subscription.since, subscription.from, subscription.until) = (first, first, first);
        }
        uint256 held = uint256(subscription.until.since(first)) + epochs;
        require(held <= MAXIMUM_EPOCHS, Subscriptions_TooManyEpochs(held, MAXIMUM_EPOCHS));
        Epoch until = subscription.until.plus(epochs);
        subscription.until = until;
        subscription.unearned = (amount + subscription.unearned).toUint96();

        emit Subscribed(msg.sender, epochs, amount, until);

        // This epoch has begun: when it is among those bought, it is earned at once.
        _accrue(msg.sender, current);
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /* CANCEL */

    /// @inheritdoc ISubscriptions
    /// @dev The vendor ends his position alone, and moves no price by it (E6, X6).
    function cancel() external override {
        Epoch current = currentEpoch();
        _accrue(msg.sender, current);
        Subscription storage subscription = _subscriptions[msg.sender];
        uint256 amount = subscription.unearned;
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(subscription.until > subscription.from, Subscriptions_NothingToCancel(msg.sender));

        subscription.unearned = 0;
        subscription.until = subscription.from;

        emit Cancelled(msg.sender, amount, subscription.from);

        TOKEN.safeTransfer(msg.sender, amount);
    }

    /* ACCRUAL */

    /// @inheritdoc ISubscriptions
    function accrue(address vendor) external override {
        _accrue(vendor, currentEpoch());
    }

    /// @dev Earns each epoch that has begun, in one step. The last epoch takes what rounding left of the pot.
    function _accrue(address vendor, Epoch current) private {
        Subscription memory subscription = _subscriptions[vendor];
        Epoch next = current.plus(1);
        if (next > subscription.until) next = subscription.until;
        uint32 earnedEpochs = next.since(subscription.from);
        if (earnedEpochs == 0) return;
        uint32 heldEpochs = subscription.until.since(subscription.from);
        // slither-disable-next-line divide-before-multiply each part rounds down, the rest is kept
        uint256 amount = (uint256(subscription.unearned) * earnedEpochs) / heldEpochs;

        uint256 toPool = (amount * POOL_SHARE) / BASIS_POINTS;
        _revenue.accrue(toPool, amount - toPool);
        _controller.grow(current, earnedEpochs);
        // A part of `unearned`.
        subscription.unearned -= uint96(amount);
        subscription.from = next;
        _subscriptions[vendor] = subscription;

        emit Earned(vendor, amount, next);
    }

    /// @inheritdoc ISubscriptions
    function flush() external override {
        (uint256 toPool, uint256 toBurn) = _revenue.flush();
        require(toPool + toBurn != 0, Subscriptions_NothingToFlush());

        emit Flushed(toPool, toBurn);

        if (toPool != 0) REWARD_POOL.deposit(toPool);
        TOKEN.burn(toBurn);
    }

    /* VIEWS */

    /// @inheritdoc ISubscriptions
    function isActive(address vendor, Epoch epoch) external view override returns (bool) {
        Subscription memory subscription = _subscriptions[vendor];
        return subscription.since <= epoch && epoch < subscription.until;
    }

    /// @inheritdoc ISubscriptions
    function price() public view override returns (uint256) {
        return _controller.price(currentEpoch());
    }

    /// @inheritdoc ISubscriptions
    function controller() external view override returns (PriceController memory) {
        return _controller;
    }

    /// @inheritdoc ISubscriptions
    function subscriptionOf(address vendor) external view override returns (Subscription memory) {
        return _subscriptions[vendor];
    }

    /// @inheritdoc ISubscriptions
    function accrued() external view override returns (uint256 toPool, uint256 toBurn) {
        return _revenue.due();
    }
}
