// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../contracts/libraries/Epoch.sol";
import {PriceController, PriceControllers} from "../contracts/libraries/PriceControllers.sol";
import {Modelled, MarketPriceModel} from "./helpers/MarketPriceModel.sol";
import {Test} from "./helpers/Test.sol";
import {MarketPriceController} from "./mocks/MarketPriceController.sol";

/// @notice E6, for the controller alone.
contract PriceControllersTest is Test {
    using MarketPriceModel for Modelled;

    uint32 private constant WIDEST = type(uint32).max / 8;
    uint96 private constant HIGHEST_FLOOR = type(uint96).max / 16; // 2^92 - 1
    uint256 private constant UNIT = 1e18;

    Modelled private model;

    /* TERMS */

    /// @dev 16 floors must fit where a price is kept.
    function test_RevertWhen_SixteenFloorsDoNotFit() public {
        new MarketPriceController(HIGHEST_FLOOR, 1, 1);
        assertRefused(HIGHEST_FLOOR + 1, 1, 1);
        assertRefused(type(uint96).max, 1, 1);
    }

    function test_RevertWhen_TargetIsZeroOrTooLarge() public {
        new MarketPriceController(1, 1, 1);
        new MarketPriceController(1, WIDEST, 1);
        assertRefused(1, 0, 1);
        assertRefused(1, WIDEST + 1, 1);
        assertRefused(1, type(uint32).max, 1);
    }

    function test_RevertWhen_ScaleIsZeroOrTooLarge() public {
        new MarketPriceController(1, 1, WIDEST);
        assertRefused(1, 1, 0);
        assertRefused(1, 1, WIDEST + 1);
        assertRefused(1, 1, type(uint32).max);
    }

    function test_StartsAtTheFloor() public {
        MarketPriceController controller = new MarketPriceController(7e18, 10, 80);
        PriceController memory stored = controller.stored();
        assertEq(stored.floor, 7e18);
        assertEq(stored.target, 10);
        assertEq(stored.scale, 80);
        assertEq(stored.excess, 0);
        assertEq(stored.grown, 0);
        assertEq(Epoch.unwrap(stored.epoch), 0);
        assertEq(controller.price(Epoch.wrap(0)), 7e18);
        assertEq(controller.price(Epoch.wrap(type(uint32).max)), 7e18);
    }

    /// @dev What is not sold has no price, whatever happened before.
    function test_PriceIsZeroWithoutAFloor() public {
        MarketPriceController controller = new MarketPriceController(0, 10, 80);
        assertEq(controller.price(Epoch.wrap(1)), 0);
        controller.grow(Epoch.wrap(1), 40);
        assertEq(controller.price(Epoch.wrap(1)), 0);
    }

    /* PRICE */

    /// @dev Known points of the exponential: at scale 10^8 the excess that multiplies the price by 2, e, 4, 8.
    function test_PriceIsTheExponential() public {
        assertMultiple(69_314_718, 2 * UNIT);
        assertMultiple(100_000_000, 2_718281828459045235);
        assertMultiple(138_629_436, 4 * UNIT);
        assertMultiple(200_000_000, 7_389056098930650227);
        assertMultiple(207_944_154, 8 * UNIT);
        assertMultiple(277_258_872, 16 * UNIT);
    }

    /// @dev e^(a + b) = e^a · e^b.
    function testFuzz_PriceMultipliesWhereExcessAdds(uint256 a, uint256 b) public {
        a = bound(a, 0, 138_000_000);
        b = bound(b, 0, 138_000_000);
        uint256 product = (multipleAt(a) * multipleAt(b)) / UNIT;
        assertApproxEqAbs(multipleAt(a + b), product, 200);
    }

    function testFuzz_PriceRisesWithTheExcess(uint96 floor, uint32 scale, uint32 excess) public {
        floor = uint96(bound(floor, 1, HIGHEST_FLOOR));
        scale = uint32(bound(scale, 1, WIDEST));
        excess = uint32(bound(excess, 0, WIDEST));
        MarketPriceController controller = new MarketPriceController(floor, WIDEST, scale);
        uint256 before = floor;
        if (excess != 0) {
            controller.grow(Epoch.wrap(1), excess);
            before = controller.price(Epoch.wrap(1));
        }
        controller.grow(Epoch.wrap(1), 1);
        assertGe(controller.price(Epoch.wrap(1)), before);
    }

    /// @dev E6, X4: no terms, no demand and no epoch make it revert, leave its bounds or cost more than a few ten terms.
    function testFuzz_PriceStaysBetweenTheFloorAndSixteenFloors(
        uint256 floorSeed,
        uint256 targetSeed,
        uint256 scaleSeed,
        uint256 seed
    ) public {
        uint96 floor = uint96(pick(floorSeed, 1, HIGHEST_FLOOR));
        uint32 target = uint32(pick(targetSeed, 1, WIDEST));
        uint32 scale = uint32(pick(scaleSeed, 1, WIDEST));
        MarketPriceController controller = new MarketPriceController(floor, target, scale);
        Epoch epoch = Epoch.wrap(0);
        for (uint256 i = 0; i < 20; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            if (random % 4 == 0) epoch = Epoch.wrap(uint32(bound(random >> 8, Epoch.unwrap(epoch), type(uint32).max)));
            else if (random % 4 == 1 && Epoch.unwrap(epoch) < 1e9) epoch = epoch.plus(1);
            controller.grow(epoch, pick(random >> 16, 0, type(uint256).max));

            uint256 price = controller.price(epoch);
            assertGe(price, floor);
            assertLe(price, uint256(floor) * 16);
            assertLe(price, type(uint96).max);
        }
    }

    function test_PriceStaysCheapAtTheWidestTerms() public {
        MarketPriceController controller = new MarketPriceController(HIGHEST_FLOOR, WIDEST, WIDEST);
        controller.grow(Epoch.wrap(1), type(uint256).max);
        uint256 gas = gasleft();
        uint256 price = controller.price(Epoch.wrap(1));
        gas -= gasleft();
        assertEq(price, uint256(HIGHEST_FLOOR) * 16);
        assertLt(gas, 100_000); // fifty terms, with room for a build that counts lines
    }

    /* GROWTH */

    function test_FourTargetsAnEpochCount() public {
        MarketPriceController controller = new MarketPriceController(1e18, 10, 8_000);
        controller.grow(Epoch.wrap(1), 39);
        assertEq(controller.excessAt(Epoch.wrap(1)), 39);
        controller.grow(Epoch.wrap(1), 1);
        assertEq(controller.excessAt(Epoch.wrap(1)), 40);
        controller.grow(Epoch.wrap(1), 1);
        controller.grow(Epoch.wrap(1), type(uint256).max);
        assertEq(controller.excessAt(Epoch.wrap(1)), 40);

        // The next epoch has four targets of its own, after the fall by one.
        controller.grow(Epoch.wrap(2), 1);
        assertEq(controller.excessAt(Epoch.wrap(2)), 31);
        controller.grow(Epoch.wrap(2), 40);
        assertEq(controller.excessAt(Epoch.wrap(2)), 70);
    }

    /// @dev The largest target: four of them fit.
    function test_FourTargetsCountAtTheLargestTarget() public {
        MarketPriceController controller = new MarketPriceController(1, WIDEST, WIDEST);
        controller.grow(Epoch.wrap(1), type(uint256).max);
        assertEq(controller.stored().grown, 4 * uint256(WIDEST));
        controller.grow(Epoch.wrap(1), 1);
        assertEq(controller.stored().grown, 4 * uint256(WIDEST));
    }

    /// @dev Where the price is highest the excess stops too, so that it falls as soon as demand does.
    function test_ExcessSaturatesWithThePrice() public {
        MarketPriceController controller = new MarketPriceController(1e18, 1_000, 1_000);
        controller.grow(Epoch.wrap(1), 2_772);
        assertLt(controller.price(Epoch.wrap(1)), 16e18);
        controller.grow(Epoch.wrap(1), 1);
        assertEq(controller.excessAt(Epoch.wrap(1)), 2_773);
        assertEq(controller.price(Epoch.wrap(1)), 16e18);
        controller.grow(Epoch.wrap(1), 1_000);
        assertEq(controller.excessAt(Epoch.wrap(1)), 2_773);

        assertLt(controller.price(Epoch.wrap(2)), 16e18);
        assertEq(controller.excessAt(Epoch.wrap(2)), 1_773);
    }

    /// @dev At this scale ln 16 scales lie above a whole number by 1.1e-9 alone: the price is highest one sale later.
    function test_ExcessSaturatesAboveSixteenFloorsHoweverLittle() public {
        MarketPriceController controller = new MarketPriceController(1e18, WIDEST, 497_468_477);
        controller.grow(Epoch.wrap(1), type(uint256).max);
        assertEq(controller.excessAt(Epoch.wrap(1)), 1_379_275_490);
    }

    function test_PriceStandsStillAtTheTarget() public {
        MarketPriceController controller = new MarketPriceController(1e18, 10, 80);
        controller.grow(Epoch.wrap(1), 40);
        uint256 price = controller.price(Epoch.wrap(1));
        for (uint32 epoch = 2; epoch < 20; ++epoch) {
            controller.grow(Epoch.wrap(epoch), 10);
            assertEq(controller.price(Epoch.wrap(epoch)), price);
        }
    }

    /* IDLE EPOCHS */

    function test_ExcessFallsByOneTargetAnEpoch() public {
        MarketPriceController controller = new MarketPriceController(1e18, 10, 80);
        controller.grow(Epoch.wrap(5), 25);
        assertEq(controller.excessAt(Epoch.wrap(5)), 25);
        assertEq(controller.excessAt(Epoch.wrap(6)), 15);
        assertEq(controller.excessAt(Epoch.wrap(7)), 5);
        assertEq(controller.excessAt(Epoch.wrap(8)), 0);
        assertEq(controller.excessAt(Epoch.wrap(type(uint32).max)), 0);
        assertEq(controller.price(Epoch.wrap(8)), 1e18);
    }

    /// @dev E6: n idle epochs in one step equal n steps.
    function testFuzz_IdleEpochsInOneStepEqualManySteps(
        uint256 sales,
        uint32 idle,
        uint32 target,
        uint32 scale
    ) public {
        target = uint32(bound(target, 1, WIDEST));
        scale = uint32(bound(scale, 1, WIDEST));
        idle = uint32(bound(idle, 0, 40));
        MarketPriceController stepped = new MarketPriceController(1e18, target, scale);
        MarketPriceController jumped = new MarketPriceController(1e18, target, scale);
        stepped.grow(Epoch.wrap(1), sales);
        jumped.grow(Epoch.wrap(1), sales);
        for (uint32 i = 1; i <= idle; ++i) stepped.grow(Epoch.wrap(1 + i), 0);

        Epoch last = Epoch.wrap(1 + idle);
        assertEq(jumped.excessAt(last), stepped.excessAt(last));
        assertEq(jumped.price(last), stepped.price(last));
        stepped.grow(last, 3);
        jumped.grow(last, 3);
        assertEq(jumped.price(last), stepped.price(last));
        assertEq(jumped.stored().excess, stepped.stored().excess);
    }

    /* MODEL */

    /// @dev E6: equal to a model that counts sale by sale and epoch by epoch, after every step.
    function testFuzz_ControllerEqualsItsModel(uint256 targetSeed, uint256 scaleSeed, uint256 seed) public {
        uint32 target = uint32(bound(targetSeed, 1, 6));
        uint32 scale = uint32(bound(scaleSeed, 1, 60));
        uint96 floor = uint96(pick(seed, 1, HIGHEST_FLOOR));
        MarketPriceController controller = new MarketPriceController(floor, target, scale);
        model.start(floor, target, scale);
        uint256 epoch = 0;
        for (uint256 i = 0; i < 40; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            if (random % 3 == 0) epoch += (random >> 8) % 5;
            uint256 sales = (random >> 16) % 40;
            controller.grow(Epoch.wrap(uint32(epoch)), sales);
            model.sell(epoch, sales);

            assertEq(controller.excessAt(Epoch.wrap(uint32(epoch))), model.excess);
            assertEq(controller.price(Epoch.wrap(uint32(epoch))), model.price());
        }
    }

    /* HELPERS */

    function assertRefused(uint96 floor, uint32 target, uint32 scale) private {
        vm.expectRevert(
            abi.encodeWithSelector(PriceControllers.PriceController_InvalidTerms.selector, floor, target, scale)
        );
        new MarketPriceController(floor, target, scale);
    }

    function assertMultiple(uint32 excess, uint256 multiple) private {
        // The excess is a whole number, 10^-8 of the scale; the price is off by less than that.
        assertApproxEqAbs(multipleAt(excess), multiple, (multiple * 2) / 1e8);
    }

    /// @dev The price at an excess of so many hundred-millionths of the scale, times 1e18 over the floor.
    function multipleAt(uint256 excess) private returns (uint256) {
        MarketPriceController controller = new MarketPriceController(uint96(UNIT), WIDEST, 100_000_000);
        controller.grow(Epoch.wrap(1), excess);
        return controller.price(Epoch.wrap(1));
    }

    /// @dev Between `min` and `max`, one time in four either end of the range.
    function pick(uint256 seed, uint256 min, uint256 max) private pure returns (uint256) {
        if (seed % 8 == 0) return min;
        if (seed % 8 == 1) return max;
        // All orders of magnitude alike.
        return bound((seed >> 11) >> ((seed >> 3) % 245), min, max);
    }
}
