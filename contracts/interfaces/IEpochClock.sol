// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";

/// @title The protocol's time
/// @notice `epoch = 0` before genesis, then `1 + (block.timestamp - GENESIS) / EPOCH_LENGTH`. The one definition that
/// every contract uses. All boundaries are half-open: what is allowed until T is allowed at T - 1 and refused at T.
interface IEpochClock {
    /// @notice The epoch length is zero or cannot be divided into rounds of whole seconds.
    error EpochClock_InvalidLength(uint256 length, uint256 multipleOf);

    /// @notice First second of epoch 1, in Unix seconds.
    function GENESIS() external view returns (uint256);

    /// @notice Length of an epoch, in seconds.
    function EPOCH_LENGTH() external view returns (uint256);

    /// @notice Rounds in an epoch, each of whole seconds.
    function ROUNDS() external view returns (uint256);

    /// @notice The epoch of this block.
    function currentEpoch() external view returns (Epoch);

    /// @notice First second of `epoch`, in Unix seconds; 0 for epoch 0, which has no beginning.
    function epochStart(Epoch epoch) external view returns (uint256);
}
