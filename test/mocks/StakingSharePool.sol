// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SharePool, SharePools} from "../../contracts/libraries/SharePools.sol";

/// @notice One pool of shares, with its library's functions and the two things that the staking contract does to a pool
/// besides: rewards and slashes.
contract StakingSharePool {
    using SharePools for SharePool;

    SharePool private _pool;

    function set(uint96 assets_, uint160 shares_) external {
        _pool = SharePool({assets: assets_, shares: shares_});
    }

    function deposit(uint256 amount) external returns (uint256 minted) {
        SharePool memory pool = _pool;
        minted = pool.deposit(amount);
        _pool = pool;
    }

    function withdraw(uint256 burned) external returns (uint256 paid, uint256 residue) {
        SharePool memory pool = _pool;
        (paid, residue) = pool.withdraw(burned);
        _pool = pool;
    }

    function reward(uint96 amount) external {
        _pool.assets += amount;
    }

    function slash(uint96 amount) external {
        _pool.assets -= amount;
    }

    function toShares(uint256 amount) external view returns (uint256) {
        return _pool.toShares(amount);
    }

    function toAssets(uint256 amount) external view returns (uint256) {
        return _pool.toAssets(amount);
    }

    function assets() external view returns (uint256) {
        return _pool.assets;
    }

    function shares() external view returns (uint256) {
        return _pool.shares;
    }
}
