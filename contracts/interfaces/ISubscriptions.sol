// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {Permit} from "../libraries/Permits.sol";
import {PriceController} from "../libraries/PriceControllers.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {IRewardPool} from "./IRewardPool.sol";
import {IVirusMapToken} from "./IVirusMapToken.sol";

/// @title Access by the epoch
/// @notice A vendor pays in advance for access to labels, search and metadata, never for a content key. Each epoch is
/// earned when it begins; `cancel` returns the epochs that have not begun. Supernodes ask `isActive`.
interface ISubscriptions is IEpochClock {
    /// @notice Numbers fixed at deployment.
    struct Parameters {
        /// @dev Units of VMT an epoch.
        uint96 floor;
        /// @dev Subscribed epochs earned in one epoch at which the price stands still.
        uint32 target;
        /// @dev Excess epochs that multiply the price by e.
        uint32 scale;
        /// @dev Most epochs that a vendor may hold, the current one included.
        uint32 maximumEpochs;
        /// @dev Part of what is earned that goes to the RewardPool, in basis points; the rest is burned.
        uint16 poolShare;
    }

    /// @notice What a vendor has paid for. One slot.
    struct Subscription {
        /// @dev Units of VMT for the epochs from `from` until `until`, not earned yet.
        uint96 unearned;
        /// @dev First epoch that is not earned yet.
        Epoch from;
        /// @dev First epoch without access.
        Epoch until;
        /// @dev First epoch with access, since the subscription last began or was renewed after its end.
        Epoch since;
    }

    /// @notice `vendor` paid `amount` for `epochs` epochs and has access until epoch `until`.
    event Subscribed(address indexed vendor, uint256 epochs, uint256 amount, Epoch until);

    /// @notice The epochs of `vendor` before `from` were earned, `amount` units in sum.
    event Earned(address indexed vendor, uint256 amount, Epoch from);

    /// @notice `vendor` has `amount` back for the epochs from `until` on.
    event Cancelled(address indexed vendor, uint256 amount, Epoch until);

    /// @notice Earned money was paid to the pool and burned.
    event Flushed(uint256 toPool, uint256 burned);

    error Subscriptions_InvalidParameters();
    error Subscriptions_NoEpochs();
    error Subscriptions_TooManyEpochs(uint256 epochs, uint256 maximum);
    error Subscriptions_PriceAboveMaximum(uint256 price, uint256 maxPrice);
    error Subscriptions_NothingToCancel(address vendor);
    error Subscriptions_NothingToFlush();

    /// @notice The token that is paid with.
    function TOKEN() external view returns (IVirusMapToken);

    /// @notice Receives its share of what is earned.
    function REWARD_POOL() external view returns (IRewardPool);

    /// @notice Most epochs that a vendor holds at once, the current one included.
    function MAXIMUM_EPOCHS() external view returns (uint32);

    /// @notice Part of what is earned that goes to the reward pool, in basis points; the rest is burned.
    function POOL_SHARE() external view returns (uint16);

    /// @notice Buys `epochs` epochs at the current price, from this one on or after those already paid. Epochs that have
    /// not begun form one pot, from which each takes an equal part.
    ///
    /// Requirements:
    /// - `epochs` is not zero
    /// - the price is at most `maxPrice`
    /// - the caller then holds at most MAXIMUM_EPOCHS
    function subscribe(uint32 epochs, uint256 maxPrice) external;

    /// @notice `subscribe` that first uses a permit.
    function subscribeWithPermit(uint32 epochs, uint256 maxPrice, Permit calldata permit) external;

    /// @notice Returns to the caller what he paid for epochs that have not begun.
    ///
    /// Requirements:
    /// - such epochs exist
    function cancel() external;

    /// @notice Counts the epochs of `vendor` that have begun as earned. Open to anyone.
    function accrue(address vendor) external;

    /// @notice Pays what was earned to the pool and burns its part. Open to anyone.
    ///
    /// Requirements:
    /// - something was earned
    function flush() external;

    /// @notice Whether `vendor` has access in `epoch`, as far as is known now.
    function isActive(address vendor, Epoch epoch) external view returns (bool);

    /// @notice What one epoch costs now, in units of VMT.
    function price() external view returns (uint256);

    /// @notice The price controller, as stored.
    function controller() external view returns (PriceController memory);

    /// @notice What `vendor` has paid for, as stored.
    function subscriptionOf(address vendor) external view returns (Subscription memory);

    /// @notice Earned and not flushed yet, in units of VMT.
    function accrued() external view returns (uint256 toPool, uint256 toBurn);
}
