// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EpochClock} from "../../contracts/EpochClock.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {IVirusMapToken} from "../../contracts/interfaces/IVirusMapToken.sol";
import {TokenSale} from "../../contracts/TokenSale.sol";
import {VirusMapToken} from "../../contracts/VirusMapToken.sol";
import {Test} from "./Test.sol";

/// @notice The token, the clock and the sale alone, with terms that a test may change before it deploys them again.
abstract contract SaleSystem is Test {
    uint256 internal constant NOW = 1_800_000_000; // Unix seconds at which `setUp` leaves the clock
    uint256 internal constant START = NOW + 1 days;
    uint256 internal constant END = START + 28 days;
    uint256 internal constant GENESIS = END + 1 days;
    uint256 internal constant SUPPLY = 1_000_000_000e18;
    uint256 internal constant ALLOTMENT = SUPPLY / 4;
    uint256 internal constant SOFT_CAP = 1_000 ether;
    uint256 internal constant HARD_CAP = 20_000 ether;
    uint256 internal constant MINIMUM = 0.01 ether;
    uint256 internal constant MAXIMUM = 15_000 ether;
    uint256 internal constant PROCEEDS_DURATION = 365 days;

    address internal constant TREASURY = address(0x7EA5);
    address internal constant MINING = address(0x3141);
    address internal constant DEVELOPERS = address(0xDE7);
    address internal constant SUPPORTERS = address(0xBAC);

    EpochClock internal clock;
    VirusMapToken internal token;
    TokenSale internal sale;

    uint256 private _seed;

    function setUp() public virtual {
        vm.warp(NOW);
        clock = new EpochClock(GENESIS, 1 days);
        deploySale(saleTerms(), saleTranches(), SUPPLY);
    }

    /* TERMS */

    function saleTerms() internal pure returns (ITokenSale.Terms memory) {
        return
            ITokenSale.Terms({
                start: START,
                end: END,
                softCap: SOFT_CAP,
                minimumPurchase: MINIMUM,
                maximumContribution: MAXIMUM,
                allowlistRoot: 0,
                allowlistEnd: 0,
                treasury: TREASURY,
                proceedsDuration: PROCEEDS_DURATION
            });
    }

    /// @dev Sums to a quarter of the supply, for 6,000, 8,000 and 6,000 ether.
    function saleTranches() internal pure returns (ITokenSale.Tranche[] memory tranches) {
        tranches = new ITokenSale.Tranche[](3);
        tranches[0] = ITokenSale.Tranche({tokens: 100_000_000e18, weiPerToken: 0.00006 ether});
        tranches[1] = ITokenSale.Tranche({tokens: 100_000_000e18, weiPerToken: 0.00008 ether});
        tranches[2] = ITokenSale.Tranche({tokens: 50_000_000e18, weiPerToken: 0.00012 ether});
    }

    /* DEPLOYMENT */

    /// @dev A new token and its sale, which is offered a quarter of `supply`.
    function deploySale(ITokenSale.Terms memory terms, ITokenSale.Tranche[] memory tranches, uint256 supply) internal {
        deployToken(supply);
        sale = new TokenSale(token, clock, terms, tranches);
    }

    /// @dev A token that names the next contract deployed by this one as its sale.
    function deployToken(uint256 supply) internal {
        address predictedSale = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        token = new VirusMapToken(allocationOf(supply, predictedSale));
    }

    function allocationOf(uint256 supply, address tokenSale) internal pure returns (IVirusMapToken.Allocation memory) {
        return
            IVirusMapToken.Allocation({
                initialSupply: supply,
                rewardPool: MINING,
                tokenSale: tokenSale,
                developers: DEVELOPERS,
                supporters: SUPPORTERS,
                miningShare: 6_000,
                saleShare: 2_500,
                developersShare: 1_000,
                supportersShare: 500
            });
    }

    /* BUYING */

    /// @dev A plain transfer of `amount` wei, given to `buyer` before; reverts with the sale's own error.
    function buy(address buyer, uint256 amount) internal {
        (bool success, bytes memory returned) = tryToBuy(buyer, amount);
        assertTrue(success, "the purchase failed");
        assertEq(returned.length, 0);
    }

    function tryToBuy(address buyer, uint256 amount) internal returns (bool success, bytes memory returned) {
        vm.deal(buyer, buyer.balance + amount);
        vm.prank(buyer);
        (success, returned) = address(sale).call{value: amount}("");
    }

    /// @dev The purchase must revert with exactly `revertData`.
    function assertCannotBuy(address buyer, uint256 amount, bytes memory revertData) internal {
        (bool success, bytes memory returned) = tryToBuy(buyer, amount);
        assertFalse(success, "the purchase succeeded");
        assertEq(returned, revertData);
    }

    function buyerOf(uint256 n) internal pure returns (address) {
        return address(uint160(0xB0000 + n));
    }

    /* CHANCE: for tests that unfold a whole course of events from one fuzzed seed */

    function draw(uint256 min, uint256 max) internal returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return bound(_seed, min, max);
    }

    function drawFrom(uint256 seed) internal {
        _seed = seed;
    }
}
