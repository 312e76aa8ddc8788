// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenSale} from "../../contracts/TokenSale.sol";
import {IEpochClock} from "../../contracts/interfaces/IEpochClock.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {IVirusMapToken} from "../../contracts/interfaces/IVirusMapToken.sol";
import {Vm} from "../../test/helpers/Test.sol";
import {World} from "./helpers/World.sol";

/// @notice Tranche pricing (S2, S4), for the tranches of the deployment parameters and all amounts of ETH of 96 bits.
contract TokenSaleSymbolic {
    Vm private constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @dev (S2) Never more than the allotment, nor more ETH than was sent.
    function check_S2_NoLimitPassed(uint96 amount) external {
        (uint256 tokens, uint256 cost) = _shipped().quote(amount);
        assert(tokens <= 250_000_000e18);
        assert(cost <= amount);
        assert(cost <= 7_000 ether);
    }

    /// @dev (S4) Rounding favours the sale: no unit costs less than the price of the tranche from which it comes.
    function check_S4_NoUnitBelowItsPrice(uint96 amount) external {
        (uint256 tokens, uint256 cost) = _shipped().quote(amount);
        uint256 least;
        if (tokens <= 100_000_000e18) least = tokens * 0.00002 ether;
        else if (tokens <= 200_000_000e18) least = 2_000 ether * 1e18 + (tokens - 100_000_000e18) * 0.00003 ether;
        else least = 5_000 ether * 1e18 + (tokens - 200_000_000e18) * 0.00004 ether;
        assert(least <= cost * 1e18);
    }

    /// @dev The tranches of the deployment parameters.
    function _shipped() private returns (TokenSale) {
        ITokenSale.Tranche[] memory tranches = new ITokenSale.Tranche[](3);
        tranches[0] = ITokenSale.Tranche(100_000_000e18, 0.00002 ether);
        tranches[1] = ITokenSale.Tranche(100_000_000e18, 0.00003 ether);
        tranches[2] = ITokenSale.Tranche(50_000_000e18, 0.00004 ether);
        return _deploy(tranches, 250_000_000e18);
    }

    function _deploy(ITokenSale.Tranche[] memory tranches, uint256 allotment) private returns (TokenSale) {
        World world = new World(allotment, 0);
        VM.warp(1);
        ITokenSale.Terms memory terms = ITokenSale.Terms({
            start: 1,
            end: world.GENESIS(),
            softCap: 1,
            minimumPurchase: 0,
            maximumContribution: type(uint256).max,
            allowlistRoot: 0,
            allowlistEnd: 0,
            treasury: address(0xBEEF),
            proceedsDuration: 365 days
        });
        return new TokenSale(IVirusMapToken(address(world)), IEpochClock(address(world)), terms, tranches);
    }
}
