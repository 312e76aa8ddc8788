// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SaleSystem} from "./helpers/SaleSystem.sol";

contract TokenSaleTest is SaleSystem {
    /// @dev S2: what rounding leaves of one purchase must not push the ETH taken above the hard cap.
    function test_SoldOutTakesExactlyTheHardCap() public {
        vm.warp(START);
        buy(buyerOf(1), MINIMUM + 1);
        buy(buyerOf(2), MAXIMUM);
        buy(buyerOf(3), MAXIMUM);
        assertEq(sale.sold(), ALLOTMENT);
        assertEq(sale.raised(), HARD_CAP);
    }
}
