// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IEpochClock} from "./interfaces/IEpochClock.sol";
import {Epoch} from "./libraries/Epoch.sol";

/// @title EpochClock
/// @dev Deployed once; every contract that needs time inherits it and copies the two immutables from that instance, so
/// that reading the epoch costs no call and no two contracts can disagree.
contract EpochClock is IEpochClock {
    using SafeCast for uint256;

    /// @inheritdoc IEpochClock
    /// @dev Also makes quarters of whole seconds.
    uint256 public constant override ROUNDS = 24;

    /// @inheritdoc IEpochClock
    uint256 public immutable override GENESIS;

    /// @inheritdoc IEpochClock
    uint256 public immutable override EPOCH_LENGTH;

    /// @param genesis first second of epoch 1, in Unix seconds
    /// @param epochLength seconds in an epoch, a positive multiple of 24
    constructor(uint256 genesis, uint256 epochLength) {
        require(epochLength != 0 && epochLength % ROUNDS == 0, EpochClock_InvalidLength(epochLength, ROUNDS));

        GENESIS = genesis;
        EPOCH_LENGTH = epochLength;
    }

    /// @inheritdoc IEpochClock
    /// @dev Reverts beyond the type's range instead of starting again (X4).
    function currentEpoch() public view override returns (Epoch) {
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        if (block.timestamp < GENESIS) return Epoch.wrap(0);
        return Epoch.wrap((1 + (block.timestamp - GENESIS) / EPOCH_LENGTH).toUint32());
    }

    /// @inheritdoc IEpochClock
    function epochStart(Epoch epoch) public view override returns (uint256) {
        // slither-disable-next-line incorrect-equality epoch 0 is before all time
        if (Epoch.unwrap(epoch) == 0) return 0;
        return GENESIS + (Epoch.unwrap(epoch) - 1) * EPOCH_LENGTH;
    }
}
