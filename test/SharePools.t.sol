// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Test} from "./helpers/Test.sol";
import {StakingSharePool} from "./mocks/StakingSharePool.sol";

contract SharePoolsTest is Test {
    uint256 private constant SUPPLY = 1_000_000_000e18;
    uint256 private constant VIRTUAL_SHARES = 1e12;
    uint256 private constant ACCOUNTS = 5;

    StakingSharePool private pool;

    /* MODEL: what each account owns, as shares of a pool that is never rounded but in favour of the pool */

    uint256[ACCOUNTS] private owned;
    uint256 private modelAssets;
    uint256 private modelShares;

    function setUp() public {
        pool = new StakingSharePool();
    }

    /* CONVERSIONS */

    function test_EmptyPoolSellsAtTheVirtualPrice() public view {
        assertEq(pool.toShares(1), VIRTUAL_SHARES);
        assertEq(pool.toShares(SUPPLY), SUPPLY * VIRTUAL_SHARES);
        assertEq(pool.toAssets(0), 0);
    }

    /// @dev The quotient q of n by d is the one integer with q * d <= n < (q + 1) * d, here in 512 bits.
    function testFuzz_SharesAreTheRationalRoundedDown(uint96 assets, uint160 shares, uint96 amount) public {
        pool.set(assets, shares);

        _assertQuotient(pool.toShares(amount), amount, uint256(shares) + VIRTUAL_SHARES, uint256(assets) + 1);
    }

    function testFuzz_AssetsAreTheRationalRoundedDown(uint96 assets, uint160 shares, uint160 part) public {
        pool.set(assets, shares);
        part = uint160(bound(part, 0, shares));

        _assertQuotient(pool.toAssets(part), part, uint256(assets) + 1, uint256(shares) + VIRTUAL_SHARES);
    }

    function testFuzz_WorthNeverExceedsThePool(uint96 assets, uint160 shares) public {
        pool.set(assets, shares);

        assertLe(pool.toAssets(shares), assets);
    }

    function _assertQuotient(uint256 quotient, uint256 a, uint256 b, uint256 divisor) private pure {
        (uint256 high, uint256 low) = Math.mul512(a, b);
        (uint256 floorHigh, uint256 floorLow) = Math.mul512(quotient, divisor);
        (uint256 nextHigh, uint256 nextLow) = Math.mul512(quotient + 1, divisor);
        assertTrue(floorHigh < high || (floorHigh == high && floorLow <= low), "rounded up");
        assertTrue(high < nextHigh || (high == nextHigh && low < nextLow), "rounded down too far");
    }

    /* BOUNDS (X4) */

    function test_RevertWhen_AssetsExceed96Bits() public {
        pool.set(type(uint96).max - 5, 1);

        // The shares of so dear a pool are few: only the assets are beyond their bits.
        pool.deposit(5);
        assertEq(pool.assets(), type(uint96).max);
        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, uint256(type(uint96).max) + 1)
        );
        pool.deposit(1);
    }

    function test_RevertWhen_SharesExceed160Bits() public {
        pool.set(0, type(uint160).max);

        vm.expectRevert(
            abi.encodeWithSelector(
                SafeCast.SafeCastOverflowedUintDowncast.selector,
                160,
                2 * uint256(type(uint160).max) + VIRTUAL_SHARES
            )
        );
        pool.deposit(1);
    }

    function test_WholeSupplyFits() public {
        assertEq(pool.deposit(SUPPLY), SUPPLY * VIRTUAL_SHARES);
        (uint256 paid, uint256 residue) = pool.withdraw(SUPPLY * VIRTUAL_SHARES);
        assertEq(paid, SUPPLY);
        assertEq(residue, 0);
    }

    /* WITHDRAWAL */

    function test_NothingIsLeftOverWhileSharesRemain() public {
        pool.deposit(10);
        pool.slash(1);

        (uint256 paid, uint256 residue) = pool.withdraw(9 * VIRTUAL_SHARES);
        assertEq(paid, 8); // 9 * (9 + 1) / (10 + 1), rounded down
        assertEq(residue, 0);
        assertEq(pool.assets(), 1);
        assertEq(pool.shares(), VIRTUAL_SHARES);
    }

    function test_LastShareTakesTheRestOut() public {
        pool.deposit(10);
        pool.slash(1);

        (uint256 paid, uint256 residue) = pool.withdraw(10 * VIRTUAL_SHARES);
        assertEq(paid, 9);
        assertEq(residue, 0);

        pool.deposit(1);
        pool.reward(10);
        (paid, residue) = pool.withdraw(VIRTUAL_SHARES);
        assertEq(paid, 6); // half of 12: the virtual unit and shares own the other half
        assertEq(residue, 5);
        assertEq(pool.assets(), 0);
        assertEq(pool.shares(), 0);
    }

    /// @dev A pool slashed to nothing: its shares go for nothing and block nothing.
    function test_LastShareOfAWorthlessPool() public {
        pool.deposit(1);
        pool.slash(1);

        (uint256 paid, uint256 residue) = pool.withdraw(VIRTUAL_SHARES);
        assertEq(paid, 0);
        assertEq(residue, 0);
        assertEq(pool.shares(), 0);
        assertEq(pool.deposit(1), VIRTUAL_SHARES); // as new
    }

    /// @dev The staking contract checks first that the shares are the caller's.
    function test_RevertWhen_SharesAreNotThePools() public {
        pool.deposit(1);

        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        pool.withdraw(2 * VIRTUAL_SHARES);
    }

    /* SEQUENCES */

    function testFuzz_DepositThenWithdrawNeverProfits(uint96 assets, uint160 shares, uint96 amount) public {
        _setPlausible(assets, shares);
        amount = uint96(bound(amount, 0, SUPPLY));

        uint256 minted = pool.deposit(amount);
        (uint256 paid, ) = pool.withdraw(minted);

        assertLe(paid, amount);
    }

    function testFuzz_DepositLosesAtMostOneShare(uint96 assets, uint160 shares, uint96 amount) public {
        _setPlausible(assets, shares);
        amount = uint96(bound(amount, 0, SUPPLY));
        // What one share is worth, rounded up, and one unit for the rounding of the withdrawal.
        uint256 priceOfShare = (pool.assets() + 1) / (pool.shares() + VIRTUAL_SHARES) + 1;

        uint256 minted = pool.deposit(amount);

        assertGe(pool.toAssets(minted) + priceOfShare + 1, amount);
    }

    function testFuzz_OthersNeverLoseToADepositor(uint96 assets, uint160 shares, uint96 amount, uint256 part) public {
        _setPlausible(assets, shares);
        uint256 others = pool.shares();
        uint256 before = pool.toAssets(others);

        uint256 minted = pool.deposit(bound(amount, 0, SUPPLY));
        assertGe(pool.toAssets(others), before);
        pool.withdraw(bound(part, 0, minted));
        assertGe(pool.toAssets(others), before);
    }

    /// @dev The classical attack: one unit first, then a donation that makes each share dear, then the victim comes.
    function testFuzz_FirstDepositorInflationCostsMoreThanItTakes(
        uint96 first,
        uint96 donation,
        uint96 victims
    ) public {
        first = uint96(bound(first, 1, 1e18));
        donation = uint96(bound(donation, 0, SUPPLY));
        victims = uint96(bound(victims, 1e12, SUPPLY));

        uint256 attackers = pool.deposit(first);
        pool.reward(donation);
        uint256 bought = pool.deposit(victims);
        (uint256 toVictim, ) = pool.withdraw(bought);
        (uint256 toAttacker, ) = pool.withdraw(attackers);

        assertLe(toAttacker, uint256(first) + donation, "the attack pays");
        // One share is worth at most the donation over the 2 * 10^12 shares of the first unit.
        assertGe(toVictim + donation / (2 * VIRTUAL_SHARES) + 2, victims, "the victim loses more than a share");
    }

    function testFuzz_SplittingNeverPays(uint96 assets, uint160 shares, uint96 amount, uint256 cut) public {
        _setPlausible(assets, shares);
        amount = uint96(bound(amount, 0, SUPPLY));
        uint256 id = vm.snapshotState();
        uint256 whole = pool.deposit(amount);
        (uint256 paidWhole, ) = pool.withdraw(whole);
        vm.revertToState(id);

        uint256 some = bound(cut, 0, amount);
        uint256 parts = pool.deposit(some) + pool.deposit(amount - some);
        uint256 someShares = bound(cut, 0, parts);
        (uint256 first, ) = pool.withdraw(someShares);
        (uint256 second, ) = pool.withdraw(parts - someShares);

        assertLe(parts, whole);
        assertLe(first + second, amount);
        // The parts cost at most a unit of rounding each.
        assertGe(first + second + _unitsOfShare() + 3, paidWhole);
    }

    /// @dev Random deposits, withdrawals, rewards and slashes against a model that keeps the same two numbers by 512-bit
    /// quotients and what each account owns; in the end everybody leaves, in a random order, and nothing is left.
    function testFuzz_PoolFollowsTheModel(uint256 seed) public {
        for (uint256 i = 0; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 account = (seed >> 8) % ACCOUNTS;
            uint256 amount = (seed >> 16) % (10 ** ((seed >> 200) % 26));
            _step(seed % 6, account, amount);

            assertEq(pool.assets(), modelAssets, "assets");
            assertEq(pool.shares(), modelShares, "shares");
        }

        uint256 start = seed % ACCOUNTS;
        uint256 paidOut;
        uint256 held = modelAssets;
        for (uint256 i = 0; i < ACCOUNTS; ++i) paidOut += _leave((start + i * (1 + ((seed >> 8) % 4))) % ACCOUNTS);
        assertEq(pool.shares(), 0);
        assertEq(pool.assets(), 0);
        assertEq(paidOut, held, "everything that was in the pool left it");
    }

    function _step(uint256 kind, uint256 account, uint256 amount) private {
        if (kind < 2) {
            if (modelAssets + amount > SUPPLY) return;
            uint256 minted = Math.mulDiv(amount, modelShares + VIRTUAL_SHARES, modelAssets + 1);
            assertEq(pool.deposit(amount), minted);
            (modelAssets, modelShares) = (modelAssets + amount, modelShares + minted);
            owned[account] += minted;
        } else if (kind == 2) {
            uint256 burned = owned[account] == 0 ? 0 : amount % (owned[account] + 1);
            _burn(account, burned);
        } else if (kind == 3) {
            _leave(account);
        } else if (kind == 4) {
            if (modelShares == 0 || modelAssets + amount > SUPPLY) return;
            pool.reward(uint96(amount));
            modelAssets += amount;
        } else {
            uint256 lost = Math.ceilDiv(modelAssets, 10);
            pool.slash(uint96(lost));
            modelAssets -= lost;
        }
    }

    function _leave(uint256 account) private returns (uint256 out) {
        return _burn(account, owned[account]);
    }

    function _burn(uint256 account, uint256 burned) private returns (uint256 out) {
        uint256 expected = Math.mulDiv(burned, modelAssets + 1, modelShares + VIRTUAL_SHARES);
        (uint256 paid, uint256 residue) = pool.withdraw(burned);
        assertEq(paid, expected);
        modelShares -= burned;
        modelAssets -= paid;
        if (modelShares == 0) {
            assertEq(residue, modelAssets);
            modelAssets = 0;
        } else {
            assertEq(residue, 0);
        }
        owned[account] -= burned;
        return paid + residue;
    }

    /// @dev A pool as it can come about: within the supply, with a price between a fall by 2^20 and a rise by 2^40.
    function _setPlausible(uint96 assets, uint160 shares) private {
        uint256 inPool = bound(assets, 0, SUPPLY);
        uint256 atPar = inPool * VIRTUAL_SHARES;
        pool.set(uint96(inPool), uint160(bound(shares, atPar >> 40, (atPar << 20) + VIRTUAL_SHARES)));
    }

    function _unitsOfShare() private view returns (uint256) {
        return 3 * ((pool.assets() + 1) / (pool.shares() + VIRTUAL_SHARES) + 1);
    }
}
