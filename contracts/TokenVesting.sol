// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {VestingWalletCliff} from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

/// @title TokenVesting
/// @notice Holds the part of the developers, or of the supporters, and releases it to the beneficiary: nothing before
/// the cliff, linearly from `start` after it, everything at the end (A2). Its owner is the beneficiary and
/// nobody else (A1).
contract TokenVesting is VestingWalletCliff {
    /// @param beneficiary who receives what is released
    /// @param startTimestamp when vesting begins, in Unix seconds
    /// @param durationSeconds how long vesting lasts
    /// @param cliffSeconds how long nothing is released; at most the duration
    constructor(
        address beneficiary,
        uint64 startTimestamp,
        uint64 durationSeconds,
        uint64 cliffSeconds
    ) VestingWallet(beneficiary, startTimestamp, durationSeconds) VestingWalletCliff(cliffSeconds) {}
}
