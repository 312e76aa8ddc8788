// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SharePool, SharePools} from "../../contracts/libraries/SharePools.sol";
import {Vm} from "../../test/helpers/Test.sol";

/// @notice Share conversions (K2, K6), for every pool and every amount that their types hold.
contract SharePoolsSymbolic {
    using SharePools for SharePool;

    Vm private constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    SharePool private _pool;

    /// @dev (K2) Who deposits and withdraws at once never gets more than he paid.
    function check_K2_DepositThenWithdrawNeverProfits(uint96 assets, uint160 shares, uint96 amount) external {
        _pool = SharePool(assets, shares);
        uint256 minted = _pool.deposit(amount);
        (uint256 paid, ) = _pool.withdraw(minted);
        assert(paid <= amount);
    }

    /// @dev (K2) He loses at most the value of one share, rounded up.
    function check_K2_DepositLosesAtMostOneShare(uint96 assets, uint160 shares, uint96 amount) external {
        _pool = SharePool(assets, shares);
        uint256 minted = _pool.deposit(amount);
        uint256 worth = _pool.toAssets(minted);
        uint256 allShares = uint256(_pool.shares) + SharePools.VIRTUAL_SHARES;
        assert((amount - worth) * allShares < uint256(assets) + SharePools.VIRTUAL_ASSETS + allShares);
    }

    /// @dev (K2) A deposit of somebody else takes nothing from the shares held.
    function check_K2_DepositHurtsNobody(uint96 assets, uint160 shares, uint160 held, uint96 amount) external {
        VM.assume(held <= shares);
        _pool = SharePool(assets, shares);
        uint256 before = _pool.toAssets(held);
        _pool.deposit(amount);
        assert(_pool.toAssets(held) >= before);
    }

    /// @dev (K2, K6) A withdrawal of somebody else takes nothing from the shares held.
    function check_K6_WithdrawalHurtsNobody(uint96 assets, uint160 shares, uint160 held, uint160 burned) external {
        VM.assume(uint256(held) + burned <= shares && held != 0);
        _pool = SharePool(assets, shares);
        uint256 before = _pool.toAssets(held);
        _pool.withdraw(burned);
        assert(_pool.toAssets(held) >= before);
    }

    /// @dev (K6) A withdrawal of any shares succeeds and conserves what the pool held; no cast cuts; the last share
    /// leaves nothing behind.
    function check_K6_WithdrawalConserves(uint96 assets, uint160 shares, uint160 burned) external {
        VM.assume(burned <= shares);
        _pool = SharePool(assets, shares);
        try this.withdraw(burned) returns (uint256 paid, uint256 residue) {
            assert(paid + residue + _pool.assets == assets);
            assert(uint256(_pool.shares) + burned == shares);
            if (_pool.shares == 0) assert(_pool.assets == 0);
        } catch {
            assert(false);
        }
    }

    /// @dev (K2) A deposit in two parts never mints more shares than in one.
    function check_K2_SplitDepositGainsNothing(uint96 assets, uint160 shares, uint96 first, uint96 second) external {
        _pool = SharePool(assets, shares);
        uint256 minted = _pool.deposit(first);
        minted += _pool.deposit(second);
        assert(minted <= SharePool(assets, shares).toShares(uint256(first) + second));
    }

    function withdraw(uint256 shares) external returns (uint256 paid, uint256 residue) {
        return _pool.withdraw(shares);
    }
}
