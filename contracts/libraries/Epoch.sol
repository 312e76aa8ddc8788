// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Number of an epoch: 0 before genesis, then counted from 1.
/// @dev A type of its own, since an epoch taken for a timestamp or a count would cost money.
/// 32 bits: at one epoch a day, eleven million years.
type Epoch is uint32;

using {eq as ==, neq as !=, lt as <, lte as <=, gt as >, gte as >=, plus, since} for Epoch global;

function eq(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) == Epoch.unwrap(b);
}

function neq(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) != Epoch.unwrap(b);
}

function lt(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) < Epoch.unwrap(b);
}

function lte(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) <= Epoch.unwrap(b);
}

function gt(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) > Epoch.unwrap(b);
}

function gte(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) >= Epoch.unwrap(b);
}

/// @notice The epoch that is `count` epochs after `epoch`. Reverts beyond the type's range.
function plus(Epoch epoch, uint32 count) pure returns (Epoch) {
    return Epoch.wrap(Epoch.unwrap(epoch) + count);
}

/// @notice How many epochs lie between `start` and `epoch`; 0 when `epoch` is not after `start`.
function since(Epoch epoch, Epoch start) pure returns (uint32) {
    return epoch > start ? Epoch.unwrap(epoch) - Epoch.unwrap(start) : 0;
}
