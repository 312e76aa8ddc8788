// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenSale} from "../contracts/interfaces/ITokenSale.sol";
import {SaleHandler} from "./helpers/SaleHandler.sol";
import {SaleModel} from "./helpers/SaleModel.sol";
import {SaleSystem} from "./helpers/SaleSystem.sol";

/// @dev Any sequence of calls, by honest and hostile buyers, with gifts in between.
abstract contract TokenSaleInvariants is SaleSystem {
    SaleHandler internal handler;

    /// @dev Wei that the buyers stay within.
    function limit() internal pure virtual returns (uint256);

    function setUp() public override {
        super.setUp();
        handler = new SaleHandler(sale, token, MINING, limit());
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: handler.selectors()}));
    }

    /// @dev S1
    function invariant_EtherCoversWhatIsOwed() public view {
        assertEq(address(sale).balance, handler.owedWei() + handler.forcedWei());
    }

    /// @dev S2, S4
    function invariant_SoldFollowsFromRaised() public view {
        assertEq(sale.raised(), handler.spentWei());
        assertEq(sale.sold(), SaleModel.soldFor(saleTranches(), sale.raised()));
        assertLe(sale.raised(), HARD_CAP);
    }

    /// @dev S7, T1
    function invariant_TokensAreTheUnclaimedOnes() public view {
        uint256 counted = token.balanceOf(address(sale)) - handler.donatedTokens();
        assertEq(counted, handler.owedTokens());
        assertEq(token.totalSupply(), SUPPLY - handler.burnedTokens());
        if (sale.state() != ITokenSale.State.OPEN) sale.supplyProof();
    }

    /// @dev S5, S9
    function invariant_OneSideIsPaid() public view {
        if (sale.state() != ITokenSale.State.SUCCEEDED) {
            assertEq(TREASURY.balance, 0);
            assertEq(handler.claimedTokens(), 0);
        }
        if (sale.state() != ITokenSale.State.FAILED) assertEq(handler.refundedWei(), 0);
        assertEq(TREASURY.balance, sale.released());
    }

    /// @dev X6: from wherever the run stopped, everybody gets what is his; and the run did move state.
    function afterInvariant() public {
        handler.windUp();
        assertGt(handler.purchases(), 0);
        assertEq(handler.owedWei(), 0);
        assertEq(handler.owedTokens(), 0);
        assertEq(address(sale).balance, handler.forcedWei());
        assertEq(token.balanceOf(address(sale)), handler.donatedTokens());
        assertOutcome();
    }

    function assertOutcome() internal view virtual;
}

contract TokenSaleSuccessInvariantTest is TokenSaleInvariants {
    function limit() internal pure override returns (uint256) {
        return HARD_CAP;
    }

    function assertOutcome() internal view override {
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.SUCCEEDED));
        assertEq(TREASURY.balance, handler.spentWei());
        assertEq(handler.claimedTokens(), sale.sold());
    }
}

contract TokenSaleFailureInvariantTest is TokenSaleInvariants {
    function limit() internal pure override returns (uint256) {
        return SOFT_CAP - 1;
    }

    function assertOutcome() internal view override {
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
        assertEq(handler.refundedWei(), handler.spentWei());
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT);
    }
}
