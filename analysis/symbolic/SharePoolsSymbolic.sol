// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SharePool, SharePools} from "../../contracts/libraries/SharePools.sol";
import {Vm} from "../../test/helpers/Test.sol";

/// @notice Share conversions (K2, K6), for every pool and every amount that their types hold.
contract SharePoolsSymbolic {
    using SharePools for SharePool;

    Vm private constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @dev (K2) Who deposits and withdraws at once never gets more than he paid.
    function check_K2_DepositThenWithdrawNeverProfits(uint96 assets, uint160 shares, uint96 amount) external pure {
        SharePool memory pool = SharePool(assets, shares);
        uint256 minted = pool.deposit(amount);
        (uint256 paid, ) = pool.withdraw(minted);
        assert(paid <= amount);
    }

    /// @dev (K2) He loses at most the value of one share, rounded up.
    function check_K2_DepositLosesAtMostOneShare(uint96 assets, uint160 shares, uint96 amount) external pure {
        SharePool memory pool = SharePool(assets, shares);
        uint256 minted = pool.deposit(amount);
        uint256 worth = pool.toAssets(minted);
        uint256 allShares = uint256(pool.shares) + SharePools.VIRTUAL_SHARES;
        assert((amount - worth) * allShares < uint256(assets) + SharePools.VIRTUAL_ASSETS + allShares);
    }

    /// @dev (K2) A deposit of somebody else takes nothing from the shares held.
    function check_K2_DepositHurtsNobody(uint96 assets, uint160 shares, uint160 held, uint96 amount) external pure {
        VM.assume(held <= shares);
        SharePool memory pool = SharePool(assets, shares);
        uint256 before = pool.toAssets(held);
        pool.deposit(amount);
        assert(pool.toAssets(held) >= before);
    }

    /// @dev (K2, K6) A withdrawal of somebody else takes nothing from the shares held.
    function check_K6_WithdrawalHurtsNobody(uint96 assets, uint160 shares, uint160 held, uint160 burned) external pure {
        VM.assume(uint256(held) + burned <= shares && held != 0);
        SharePool memory pool = SharePool(assets, shares);
        uint256 before = pool.toAssets(held);
        pool.withdraw(burned);
        assert(pool.toAssets(held) >= before);
    }

    /// @dev (K6) A withdrawal of any shares succeeds and conserves what the pool held; no cast cuts; the last share
    /// leaves nothing behind.
    function check_K6_WithdrawalConserves(uint96 assets, uint160 shares, uint160 burned) external view {
        VM.assume(burned <= shares);
        SharePool memory pool = SharePool(assets, shares);
        try this.withdraw(pool, burned) returns (uint256 paid, uint256 residue, SharePool memory left) {
            assert(paid + residue + left.assets == assets);
            assert(uint256(left.shares) + burned == shares);
            if (left.shares == 0) assert(left.assets == 0);
        } catch {
            assert(false);
        }
    }

    /// @dev (K2) A deposit in two parts never mints more shares than in one.
    function check_K2_SplitDepositGainsNothing(
        uint96 assets,
        uint160 shares,
        uint96 first,
        uint96 second
    ) external pure {
        SharePool memory pool = SharePool(assets, shares);
        uint256 minted = pool.deposit(first);
        minted += pool.deposit(second);
        assert(minted <= SharePool(assets, shares).toShares(uint256(first) + second));
    }

    function withdraw(
        SharePool memory pool,
        uint256 shares
    ) external pure returns (uint256 paid, uint256 residue, SharePool memory left) {
        (paid, residue) = pool.withdraw(shares);
        left = pool;
    }
}
