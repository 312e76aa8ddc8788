// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Revenue} from "../contracts/libraries/Revenues.sol";
import {Test} from "./helpers/Test.sol";
import {MarketRevenue} from "./mocks/MarketRevenue.sol";

contract RevenuesTest is Test {
    MarketRevenue private revenue;

    function setUp() public {
        revenue = new MarketRevenue();
    }

    function test_NothingIsDueAtFirst() public {
        assertDue(0, 0);
        (uint256 toPool, uint256 toBurn) = revenue.flush();
        assertEq(toPool + toBurn, 0);
    }

    function test_WhatAccruedIsDueUntilFlushed() public {
        revenue.accrue(7, 3);
        revenue.accrue(0, 2);
        revenue.accrue(1, 0);
        assertDue(8, 5);

        (uint256 toPool, uint256 toBurn) = revenue.flush();
        assertEq(toPool, 8);
        assertEq(toBurn, 5);
        assertDue(0, 0);
    }

    /// @dev The totals run on, so that a later accrual writes to slots that are not zero.
    function test_FlushingLeavesTheTotals() public {
        revenue.accrue(7, 3);
        revenue.flush();
        revenue.accrue(1, 1);

        Revenue memory stored = revenue.stored();
        assertEq(stored.poolEarned, 8);
        assertEq(stored.burnEarned, 4);
        assertEq(stored.poolPaid, 7);
        assertEq(stored.burnPaid, 3);
    }

    /// @dev X4: the whole supply of the widest token, many times over.
    function test_TotalsHoldTheSupplyManyTimes() public {
        for (uint256 i = 0; i < 100; ++i) revenue.accrue(type(uint96).max, type(uint96).max);
        assertDue(100 * uint256(type(uint96).max), 100 * uint256(type(uint96).max));
    }

    /// @dev E1: whatever the order of accruals and flushes, flushed + due = accrued.
    function testFuzz_FlushedAndDueSumToAccrued(uint256 seed) public {
        uint256[2] memory earned;
        uint256[2] memory paid;
        for (uint256 i = 0; i < 30; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            if (random % 3 == 0) {
                (uint256 flushedToPool, uint256 flushedToBurn) = revenue.flush();
                paid[0] += flushedToPool;
                paid[1] += flushedToBurn;
            } else {
                uint256 toPool = uint96(random >> 8);
                uint256 toBurn = uint96(random >> 104);
                revenue.accrue(toPool, toBurn);
                earned[0] += toPool;
                earned[1] += toBurn;
            }
            assertDue(earned[0] - paid[0], earned[1] - paid[1]);
        }
    }

    function assertDue(uint256 expectedPool, uint256 expectedBurn) private view {
        (uint256 toPool, uint256 toBurn) = revenue.due();
        assertEq(toPool, expectedPool);
        assertEq(toBurn, expectedBurn);
    }
}
