// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {SaleModel} from "../helpers/SaleModel.sol";
import {SaleSystem} from "../helpers/SaleSystem.sol";
import {SaleActor} from "../mocks/SaleActor.sol";
import {SaleHandler} from "./SaleHandler.sol";

/// @dev Any sequence of calls to the sale alone, by honest and hostile buyers, with gifts in between.
abstract contract TokenSaleInvariants is SaleSystem {
    SaleHandler internal saleHandler;

    /// @dev Wei that the buyers stay within.
    function limit() internal pure virtual returns (uint256);

    function setUp() public override {
        super.setUp();
        vm.warp(START);
        SaleActor[] memory actors = new SaleActor[](4);
        for (uint256 i = 0; i < actors.length; ++i) actors[i] = new SaleActor();
        saleHandler = new SaleHandler(sale, token, MINING, limit(), actors);
        vm.deal(address(saleHandler), 1e12 ether);
        targetSender(makeAddr("caller of handlers"));
        targetContract(address(saleHandler));
        targetSelector(FuzzSelector({addr: address(saleHandler), selectors: saleHandler.selectors()}));
    }

    /// @dev S1, S2, S4, S5, S7, S9, T1
    function invariant_SaleHolds() public view {
        assertEq(saleHandler.breaches(), 0, "S5: the sale allowed what its state forbids");
        uint256 ether_ = saleHandler.owedWei() + saleHandler.forcedWei();
        assertEq(address(sale).balance, ether_, "S1: the sale does not hold the ETH that it owes");
        _checkSold();
        _checkTokens();
        _checkSides();
    }

    /// @dev What is sold follows from what was raised alone.
    function _checkSold() private view {
        uint256 raised = sale.raised();
        assertEq(raised, saleHandler.spentWei(), "S2: the sale raised what nobody paid");
        assertLe(raised, HARD_CAP, "S2: the sale raised more than the hard cap");
        assertEq(
            sale.sold(),
            SaleModel.soldFor(saleTranches(), raised),
            "S4: the sale sold more or less than was paid"
        );
    }

    /// @dev The tokens that the sale counts are the unclaimed ones.
    function _checkTokens() private view {
        uint256 counted = token.balanceOf(address(sale)) - saleHandler.donatedTokens();
        assertEq(counted, saleHandler.owedTokens(), "S7: the sale does not hold the VMT that it owes");
        assertEq(token.totalSupply(), SUPPLY - saleHandler.burnedTokens(), "T1: the supply is not what was not burned");
        if (sale.state() != ITokenSale.State.OPEN) sale.supplyProof();
    }

    /// @dev Claims and proceeds, or refunds, and never both.
    function _checkSides() private view {
        if (sale.state() != ITokenSale.State.SUCCEEDED) {
            assertEq(TREASURY.balance, 0, "S5: proceeds without success");
            assertEq(saleHandler.claimedTokens(), 0, "S5: a claim without success");
        }
        if (sale.state() != ITokenSale.State.FAILED) {
            assertEq(saleHandler.refundedWei(), 0, "S5: a refund without failure");
        }
        assertEq(TREASURY.balance, sale.released(), "S9: proceeds went astray");
    }

    /// @dev X6: from wherever the run stopped, everybody gets what is his.
    function afterInvariant() public {
        saleHandler.windUp();
        assertEq(saleHandler.owedWei(), 0, "X6: ETH stays behind in the sale");
        assertEq(saleHandler.owedTokens(), 0, "X6: VMT stays behind in the sale");
        assertEq(address(sale).balance, saleHandler.forcedWei(), "X6: ETH stays behind in the sale");
        assertEq(token.balanceOf(address(sale)), saleHandler.donatedTokens(), "X6: VMT stays behind in the sale");
        assertOutcome();
    }

    function assertOutcome() internal view virtual;
}

/// @notice The sale alone; it succeeds, unless its first buyer came too late.
contract TokenSaleSuccessInvariantTest is TokenSaleInvariants {
    function limit() internal pure override returns (uint256) {
        return HARD_CAP;
    }

    function assertOutcome() internal view override {
        if (saleHandler.purchases() == 0) return;
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.SUCCEEDED));
        assertEq(TREASURY.balance, saleHandler.spentWei());
        assertEq(saleHandler.claimedTokens(), sale.sold());
    }
}

/// @notice The sale alone, below its soft cap.
contract TokenSaleFailureInvariantTest is TokenSaleInvariants {
    function limit() internal pure override returns (uint256) {
        return SOFT_CAP - 1;
    }

    function assertOutcome() internal view override {
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
        assertEq(saleHandler.refundedWei(), saleHandler.spentWei());
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT);
    }
}
