// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SharePool, SharePools} from "../../contracts/libraries/SharePools.sol";

/// @notice One pool of shares that goes through a whole sequence in one call, for a comparison with exact fractions.
contract DifferentialSharePool {
    using SharePools for SharePool;

    enum Action {
        DEPOSIT,
        WITHDRAW,
        REWARD,
        SLASH
    }

    struct Step {
        Action action;
        /// @dev Assets; shares of a withdrawal.
        uint256 amount;
    }

    struct Outcome {
        /// @dev Shares of a deposit, assets of a withdrawal.
        uint256 result;
        uint256 residue;
        uint256 assets;
        uint256 shares;
    }

    /// @notice Starts with `pool` and takes each step.
    function run(SharePool memory pool, Step[] calldata steps) external pure returns (Outcome[] memory outcomes) {
        outcomes = new Outcome[](steps.length);
        for (uint256 i = 0; i < steps.length; ++i) {
            Outcome memory outcome = outcomes[i];
            Step calldata step = steps[i];
            if (step.action == Action.DEPOSIT) outcome.result = pool.deposit(step.amount);
            else if (step.action == Action.WITHDRAW) (outcome.result, outcome.residue) = pool.withdraw(step.amount);
            else if (step.action == Action.REWARD) pool.assets += uint96(step.amount);
            else pool.assets -= uint96(step.amount);
            outcome.assets = pool.assets;
            outcome.shares = pool.shares;
        }
    }

    function toShares(SharePool calldata pool, uint256 assets) external pure returns (uint256) {
        return pool.toShares(assets);
    }

    function toAssets(SharePool calldata pool, uint256 shares) external pure returns (uint256) {
        return pool.toAssets(shares);
    }
}
