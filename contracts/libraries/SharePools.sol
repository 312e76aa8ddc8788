// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice VMT held in common, divided by shares.
/// @dev Fits in one slot. Assets: 96 bits hold the whole supply. Shares: at most 2^40 for each unit of the supply is minted at
/// the start, and the other 24 bits leave room for a price that slashes have lowered.
struct SharePool {
    uint96 assets;
    uint160 shares;
}

/// @title SharePools
/// @notice Conversions with a virtual unit of assets and virtual shares (in the manner of ERC-4626 with a decimals
/// offset), so that no price is ever a division by zero and inflating it costs more than it takes. Everything rounds
/// in favour of the pool (K2). A pool changes in memory; the caller stores it.
library SharePools {
    using SafeCast for uint256;

    /// @dev Shares of the first unit. A later deposit loses at most the value of one share.
    uint256 internal constant VIRTUAL_SHARES = 1e12;
    uint256 internal constant VIRTUAL_ASSETS = 1;

    /// @notice Shares that a deposit of `assets` mints. Cannot overflow for an amount of VMT: 96 bits times 160 bits.
    function toShares(SharePool memory pool, uint256 assets) internal pure returns (uint256) {
        return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS);
    }

    /// @notice Assets that `shares` are worth; never more than the pool holds.
    function toAssets(SharePool memory pool, uint256 shares) internal pure returns (uint256) {
        return (shares * (pool.assets + VIRTUAL_ASSETS)) / (pool.shares + VIRTUAL_SHARES);
    }

    /// @notice Adds `assets` and mints their shares. Reverts where either no longer fits (X4).
    function deposit(SharePool memory pool, uint256 assets) internal pure returns (uint256 shares) {
        shares = toShares(pool, assets);
        pool.assets = (assets + pool.assets).toUint96();
        pool.shares = (shares + pool.shares).toUint160();
    }

    /// @notice Burns `shares` and takes their assets out.
    /// @return assets what the shares were worth
    /// @return residue what rounding left when the last share is gone; it is taken out too
    function withdraw(SharePool memory pool, uint256 shares) internal pure returns (uint256 assets, uint256 residue) {
        assets = toAssets(pool, shares);
        // Shares are the caller's own and part of the sum; assets never exceed the pool's.
        pool.assets -= uint96(assets);
        pool.shares -= uint160(shares);
        if (pool.shares == 0) {
            residue = pool.assets;
            pool.assets = 0;
        }
    }
}
