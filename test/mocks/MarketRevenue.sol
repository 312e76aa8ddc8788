// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Revenue, Revenues} from "../../contracts/libraries/Revenues.sol";

/// @notice One revenue record in storage, with the library's functions as calls.
contract MarketRevenue {
    using Revenues for Revenue;

    Revenue private _revenue;

    function accrue(uint256 toPool, uint256 toBurn) external {
        _revenue.accrue(toPool, toBurn);
    }

    function flush() external returns (uint256 toPool, uint256 toBurn) {
        return _revenue.flush();
    }

    function due() external view returns (uint256 toPool, uint256 toBurn) {
        return _revenue.due();
    }

    function stored() external view returns (Revenue memory) {
        return _revenue;
    }
}
