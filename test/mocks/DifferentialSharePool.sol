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

    SharePool private _pool;

    /// @notice Starts with `pool` and takes each step; meant for `eth_call`.
    function run(SharePool calldata pool, Step[] calldata steps) external returns (Outcome[] memory outcomes) {
        _pool = pool;
        outcomes = new Outcome[](steps.length);
        for (uint256 i = 0; i < steps.length; ++i) {
            Outcome memory outcome = outcomes[i];
            Step calldata step = steps[i];
            if (step.action == Action.DEPOSIT) outcome.result = _pool.deposit(step.amount);
            else if (step.action == Action.WITHDRAW) (outcome.result, outcome.residue) = _pool.withdraw(step.amount);
            else if (step.action == Action.REWARD) _pool.assets += uint96(step.amount);
            else _pool.assets -= uint96(step.amount);
            outcome.assets = _pool.assets;
            outcome.shares = _pool.shares;
        }
    }

    function toShares(SharePool calldata pool, uint256 assets) external pure returns (uint256) {
        return pool.toShares(assets);
    }

    function toAssets(SharePool calldata pool, uint256 shares) external pure returns (uint256) {
        return pool.toAssets(shares);
    }
}
