// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Epoch} from "./Epoch.sol";

/// @notice Price of one thing that is sold. One slot.
/// @dev Demand is counted in things sold; 32 bits hold four billion an epoch.
struct PriceController {
    /// @dev Lowest price, in units of VMT; 0 when the thing is not sold.
    uint96 floor;
    /// @dev Sales an epoch at which the price stands still.
    uint32 target;
    /// @dev Excess sales that multiply the price by e.
    uint32 scale;
    /// @dev Sales above the target so far, as of `epoch`.
    uint32 excess;
    /// @dev Sales of `epoch` that count, at most four targets.
    uint32 grown;
    Epoch epoch;
}

/// @title PriceControllers
/// @notice `price = floor * e^(excess / scale)`, in the manner of the blob fee of EIP-4844, between the floor and 16
/// times the floor (E6). Excess grows with each sale, by at most four targets an epoch, and falls by one target an epoch.
library PriceControllers {
    uint256 internal constant MAXIMUM_MULTIPLE = 16;
    uint256 internal constant GROWTH_TARGETS = 4;
    uint256 private constant UNIT = 1e18;
    uint256 private constant LN_16 = 2_772588722239781238; // natural logarithm of 16, times 1e18, rounded up

    error PriceController_InvalidTerms(uint256 floor, uint256 target, uint256 scale);

    /// @notice A controller at its floor.
    function create(uint96 floor, uint32 target, uint32 scale) internal pure returns (PriceController memory) {
        // The highest price must fit in 96 bits, four targets and the saturated excess in 32 (X4).
        require(
            floor <= type(uint96).max / MAXIMUM_MULTIPLE &&
                target != 0 &&
                target <= type(uint32).max / 8 &&
                scale != 0 &&
                scale <= type(uint32).max / 8,
            PriceController_InvalidTerms(floor, target, scale)
        );
        return PriceController({floor: floor, target: target, scale: scale, excess: 0, grown: 0, epoch: Epoch.wrap(0)});
    }

    /// @notice The price in `epoch`, in units of VMT.
    function price(PriceController memory controller, Epoch epoch) internal pure returns (uint256) {
        uint256 floor = controller.floor;
        uint256 excess = excessAt(controller, epoch);
        if (excess == 0) return floor;
        return Math.min(_exponential(floor, excess, controller.scale), floor * MAXIMUM_MULTIPLE);
    }

    /// @notice The excess in `epoch`: one target less for each epoch passed, in one step.
    function excessAt(PriceController memory controller, Epoch epoch) internal pure returns (uint256) {
        uint256 fall = uint256(epoch.since(controller.epoch)) * controller.target;
        return Math.saturatingSub(controller.excess, fall);
    }

    /// @notice Counts `sales` of `epoch`. What exceeds four targets an epoch, or the excess at which the price is
    /// highest, is not counted.
    function grow(PriceController storage self, Epoch epoch, uint256 sales) internal {
        PriceController memory controller = self;
        uint256 excess = excessAt(controller, epoch);
        uint256 grown = epoch > controller.epoch ? 0 : controller.grown;
        uint256 growth = Math.min(sales, GROWTH_TARGETS * controller.target - grown);
        uint256 saturation = Math.ceilDiv(controller.scale * LN_16, UNIT);

        // Both are within what `create` checked to fit.
        controller.excess = uint32(Math.min(excess + growth, saturation));
        controller.grown = uint32(grown + growth);
        controller.epoch = epoch;
        _store(self, controller);
    }

    function _store(PriceController storage self, PriceController memory controller) private {
        self.excess = controller.excess;
        self.grown = controller.grown;
        self.epoch = controller.epoch;
    }

    /// @dev `factor * e^(numerator / denominator)` by its Taylor series, rounded down term by term: `fake_exponential`
    /// of EIP-4844. The exponent is at most a little above ln 16, so that fewer than fifty terms suffice.
    function _exponential(
        uint256 factor,
        uint256 numerator,
        uint256 denominator
    ) private pure returns (uint256 result) {
        uint256 term = factor * denominator;
        for (uint256 i = 1; term != 0; ++i) {
            result += term;
            term = (term * numerator) / (denominator * i);
        }
        result /= denominator;
    }
}
