// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {PriceController, PriceControllers} from "../../contracts/libraries/PriceControllers.sol";

/// @notice One price controller in storage, with the library's functions as calls, so that reverts can be expected.
contract MarketPriceController {
    using PriceControllers for PriceController;

    PriceController private _controller;

    constructor(uint96 floor, uint32 target, uint32 scale) {
        _controller = PriceControllers.create(floor, target, scale);
    }

    function grow(Epoch epoch, uint256 sales) external {
        _controller.grow(epoch, sales);
    }

    function price(Epoch epoch) external view returns (uint256) {
        return _controller.price(epoch);
    }

    function excessAt(Epoch epoch) external view returns (uint256) {
        return _controller.excessAt(epoch);
    }

    function stored() external view returns (PriceController memory) {
        return _controller;
    }
}
