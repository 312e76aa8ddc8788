// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the protocol earned for the reward pool and for burning, and how much of it was paid out. Two slots.
/// @dev Running totals: a counter that never returns to zero is cheaper to raise. 128 bits hold the supply many
/// billions of times over.
struct Revenue {
    uint128 poolEarned;
    uint128 burnEarned;
    uint128 poolPaid;
    uint128 burnPaid;
}

/// @title Revenues
library Revenues {
    /// @notice Adds to what was earned, in units of VMT.
    function accrue(Revenue storage revenue, uint256 toPool, uint256 toBurn) internal {
        // Amounts are parts of the supply, which fits in 96 bits.
        revenue.poolEarned += uint128(toPool);
        revenue.burnEarned += uint128(toBurn);
    }

    /// @notice Marks everything as paid out and returns what was due. The caller pays.
    function flush(Revenue storage revenue) internal returns (uint256 toPool, uint256 toBurn) {
        (toPool, toBurn) = due(revenue);
        revenue.poolPaid = revenue.poolEarned;
        revenue.burnPaid = revenue.burnEarned;
    }

    /// @notice What was earned and is not paid out yet.
    function due(Revenue storage revenue) internal view returns (uint256 toPool, uint256 toBurn) {
        toPool = revenue.poolEarned - revenue.poolPaid;
        toBurn = revenue.burnEarned - revenue.burnPaid;
    }
}
