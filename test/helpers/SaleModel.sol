// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";

/// @notice What the sale should have sold, worked out from the tranches and the wei raised alone.
/// @dev Written for reading: own arithmetic, no state, always from the first tranche.
library SaleModel {
    uint256 private constant TOKEN_UNIT = 1e18;

    /// @dev Wei for a whole tranche, rounded up.
    function costOf(ITokenSale.Tranche memory tranche) internal pure returns (uint256) {
        return _dividedUp(uint256(tranche.tokens) * tranche.weiPerToken, TOKEN_UNIT);
    }

    function hardCap(ITokenSale.Tranche[] memory tranches) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < tranches.length; ++i) sum += costOf(tranches[i]);
    }

    function allotment(ITokenSale.Tranche[] memory tranches) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < tranches.length; ++i) sum += tranches[i].tokens;
    }

    /// @dev Units sold once `raised` wei were taken: full tranches, and of the next all but what its missing wei buys.
    function soldFor(ITokenSale.Tranche[] memory tranches, uint256 raised) internal pure returns (uint256 sold) {
        for (uint256 i = 0; i < tranches.length; ++i) {
            uint256 cost = costOf(tranches[i]);
            if (raised < cost) {
                uint256 unsold = _dividedUp((cost - raised) * TOKEN_UNIT, tranches[i].weiPerToken);
                return unsold < tranches[i].tokens ? sold + tranches[i].tokens - unsold : sold;
            }
            sold += tranches[i].tokens;
            raised -= cost;
        }
    }

    /// @dev The exact price of the first `sold` units in wei * 1e18, without any rounding.
    function exactCost(ITokenSale.Tranche[] memory tranches, uint256 sold) internal pure returns (uint256 cost) {
        for (uint256 i = 0; i < tranches.length && sold != 0; ++i) {
            uint256 part = sold < tranches[i].tokens ? sold : tranches[i].tokens;
            cost += part * tranches[i].weiPerToken;
            sold -= part;
        }
    }

    function _dividedUp(uint256 dividend, uint256 divisor) private pure returns (uint256) {
        return (dividend + divisor - 1) / divisor;
    }
}
