// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceController, PriceControllers} from "../../contracts/libraries/PriceControllers.sol";

/// @notice What `create` admits (E6, X4), for every term of its type.
contract PriceControllersSymbolic {
    /// @dev (E6) Sixteen floors fit in 96 bits; four targets, and the excess at which the price is highest, in 32.
    function check_E6_TermsFit(uint96 floor, uint32 target, uint32 scale) external pure {
        PriceController memory controller = PriceControllers.create(floor, target, scale);
        assert(uint256(controller.floor) * 16 <= type(uint96).max);
        assert(uint256(controller.target) * 4 <= type(uint32).max);
        assert((uint256(controller.scale) * 2_772588722239781238 + 1e18 - 1) / 1e18 <= type(uint32).max);
        assert(controller.target != 0 && controller.scale != 0);
    }
}
