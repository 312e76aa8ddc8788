// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ITokenSale} from "../contracts/interfaces/ITokenSale.sol";
import {TokenSale} from "../contracts/TokenSale.sol";
import {VirusMapToken} from "../contracts/VirusMapToken.sol";
import {SaleModel} from "./helpers/SaleModel.sol";
import {SaleSystem} from "./helpers/SaleSystem.sol";
import {SaleActor} from "./mocks/SaleActor.sol";

contract TokenSaleConstructorTest is SaleSystem {
    function test_RevertWhen_TokenNamesAnotherSale() public {
        token = new VirusMapToken(allocationOf(SUPPLY, address(0x5A1E)));
        address self = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotTheTokensSale.selector, address(0x5A1E), self));
        new TokenSale(token, clock, saleTerms(), saleTranches());
    }

    function test_RevertWhen_StartHasPassed() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.start = NOW - 1;
        assertTermsRefused(terms, invalidWindow(terms));

        terms.start = NOW;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_EndIsNotAfterStart() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.end = START;
        assertTermsRefused(terms, invalidWindow(terms));
        terms.end = START - 1;
        assertTermsRefused(terms, invalidWindow(terms));

        terms.end = START + 1;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_EndIsAfterGenesis() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.end = GENESIS + 1;
        assertTermsRefused(terms, invalidWindow(terms));

        terms.end = GENESIS;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_AllowlistEndIsOutsideTheSale() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.allowlistRoot = keccak256("root");
        terms.allowlistEnd = START;
        assertTermsRefused(terms, invalidAllowlistEnd(START));
        terms.allowlistEnd = END + 1;
        assertTermsRefused(terms, invalidAllowlistEnd(END + 1));

        terms.allowlistEnd = START + 1;
        assertTermsTaken(terms);
        terms.allowlistEnd = END;
        assertTermsTaken(terms);
    }

    function test_WithoutAllowlistItsEndIsTheStart() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.allowlistEnd = END + 1;
        assertTermsTaken(terms);
        assertEq(sale.ALLOWLIST_END(), START);
    }

    function test_RevertWhen_MinimumIsAboveMaximum() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.minimumPurchase = MAXIMUM + 1;
        assertTermsRefused(terms, invalidLimits(MAXIMUM + 1, MAXIMUM));

        terms.minimumPurchase = MAXIMUM;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_MaximumIsZero() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.minimumPurchase = 0;
        terms.maximumContribution = 0;
        assertTermsRefused(terms, invalidLimits(0, 0));

        terms.maximumContribution = 1;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_TreasuryIsZero() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.treasury = address(0);
        assertTermsRefused(terms, abi.encodeWithSelector(ITokenSale.TokenSale_InvalidTreasury.selector, address(0)));
    }

    function test_RevertWhen_TreasuryIsTheSaleItself() public {
        ITokenSale.Terms memory terms = saleTerms();
        deployToken(SUPPLY);
        terms.treasury = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_InvalidTreasury.selector, terms.treasury));
        new TokenSale(token, clock, terms, saleTranches());
    }

    function test_RevertWhen_ProceedsDurationIsZero() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.proceedsDuration = 0;
        assertTermsRefused(terms, abi.encodeWithSelector(ITokenSale.TokenSale_InvalidProceedsDuration.selector, 0));

        terms.proceedsDuration = 1;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_SoftCapIsZeroOrAboveTheHardCap() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.softCap = 0;
        assertTermsRefused(terms, invalidSoftCap(0, HARD_CAP));
        terms.softCap = HARD_CAP + 1;
        assertTermsRefused(terms, invalidSoftCap(HARD_CAP + 1, HARD_CAP));

        terms.softCap = 1;
        assertTermsTaken(terms);
        terms.softCap = HARD_CAP;
        assertTermsTaken(terms);
    }

    function test_RevertWhen_ATrancheIsEmpty() public {
        ITokenSale.Tranche[] memory tranches = saleTranches();
        tranches[1].tokens = 0;
        assertTranchesRefused(tranches, invalidTranche(1, tranches[1]));
    }

    function test_RevertWhen_TheFirstTrancheIsFree() public {
        ITokenSale.Tranche[] memory tranches = saleTranches();
        tranches[0].weiPerToken = 0;
        assertTranchesRefused(tranches, invalidTranche(0, tranches[0]));
    }

    function test_RevertWhen_ThePriceDoesNotRise() public {
        ITokenSale.Tranche[] memory tranches = saleTranches();
        tranches[2].weiPerToken = tranches[1].weiPerToken;
        assertTranchesRefused(tranches, invalidTranche(2, tranches[2]));
        tranches[2].weiPerToken = tranches[1].weiPerToken - 1;
        assertTranchesRefused(tranches, invalidTranche(2, tranches[2]));

        tranches[2].weiPerToken = tranches[1].weiPerToken + 1;
        deploySale(saleTerms(), tranches, SUPPLY);
    }

    function test_RevertWhen_TranchesDoNotSumToTheAllotment() public {
        ITokenSale.Tranche[] memory tranches = saleTranches();
        tranches[2].tokens += 1;
        assertTranchesRefused(tranches, tranchesDoNotSum(ALLOTMENT + 1));
        tranches[2].tokens -= 2;
        assertTranchesRefused(tranches, tranchesDoNotSum(ALLOTMENT - 1));
        assertTranchesRefused(new ITokenSale.Tranche[](0), tranchesDoNotSum(0));
    }

    function test_RevertWhen_ThereAre256Tranches() public {
        ITokenSale.Tranche[] memory tranches = manyTranches(256);
        deployToken(10_000);
        vm.expectRevert(invalidTranche(255, tranches[255]));
        new TokenSale(token, clock, saleTerms(), tranches);

        ITokenSale.Terms memory terms = saleTerms();
        terms.softCap = 1;
        deploySale(terms, manyTranches(255), 10_000);
        assertEq(sale.tranches().length, 255);
    }

    /// @dev The hard cap bounds every later amount of wei, so it must fit where amounts are kept.
    function test_RevertWhen_TheHardCapNeedsMoreThan96Bits() public {
        uint256 supply = type(uint96).max - (type(uint96).max % 10_000);
        ITokenSale.Tranche[] memory tranches = new ITokenSale.Tranche[](1);
        tranches[0] = ITokenSale.Tranche({tokens: uint96(supply / 4), weiPerToken: 4 ether + 1});
        deployToken(supply);
        vm.expectRevert(
            abi.encodeWithSignature("SafeCastOverflowedUintDowncast(uint8,uint256)", 96, SaleModel.hardCap(tranches))
        );
        new TokenSale(token, clock, saleTerms(), tranches);

        tranches[0].weiPerToken = 4 ether;
        deploySale(saleTerms(), tranches, supply);
        assertEq(sale.HARD_CAP(), supply);
    }

    function test_TermsCanBeRead() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.allowlistRoot = keccak256("root");
        terms.allowlistEnd = START + 1 days;
        deploySale(terms, saleTranches(), SUPPLY);

        assertEq(address(sale.TOKEN()), address(token));
        assertEq(sale.ALLOTMENT(), ALLOTMENT);
        assertEq(sale.HARD_CAP(), HARD_CAP);
        assertEq(sale.START(), START);
        assertEq(sale.END(), END);
        assertEq(sale.SOFT_CAP(), SOFT_CAP);
        assertEq(sale.MINIMUM_PURCHASE(), MINIMUM);
        assertEq(sale.MAXIMUM_CONTRIBUTION(), MAXIMUM);
        assertEq(sale.ALLOWLIST_ROOT(), keccak256("root"));
        assertEq(sale.ALLOWLIST_END(), START + 1 days);
        assertEq(sale.TREASURY(), TREASURY);
        assertEq(sale.PROCEEDS_DURATION(), PROCEEDS_DURATION);
        assertEq(keccak256(abi.encode(sale.tranches())), keccak256(abi.encode(saleTranches())));
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.OPEN));
        assertEq(sale.finalizedAt(), 0);
    }

    /* HELPERS */

    /// @dev 2,500 units in tranches of one unit, the last one with the rest, at 1, 2, 3 … wei a unit.
    function manyTranches(uint256 count) private pure returns (ITokenSale.Tranche[] memory tranches) {
        tranches = new ITokenSale.Tranche[](count);
        for (uint64 i = 0; i < count; ++i) {
            tranches[i] = ITokenSale.Tranche({tokens: 1, weiPerToken: 0.01 ether * (i + 1)});
        }
        tranches[count - 1].tokens = uint96(2_501 - count);
    }

    function assertTermsTaken(ITokenSale.Terms memory terms) private {
        deploySale(terms, saleTranches(), SUPPLY);
        assertEq(token.balanceOf(address(sale)), ALLOTMENT);
    }

    function assertTermsRefused(ITokenSale.Terms memory terms, bytes memory refusal) private {
        deployToken(SUPPLY);
        vm.expectRevert(refusal);
        new TokenSale(token, clock, terms, saleTranches());
    }

    function assertTranchesRefused(ITokenSale.Tranche[] memory tranches, bytes memory refusal) private {
        deployToken(SUPPLY);
        vm.expectRevert(refusal);
        new TokenSale(token, clock, saleTerms(), tranches);
    }

    function invalidWindow(ITokenSale.Terms memory terms) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenSale.TokenSale_InvalidWindow.selector, terms.start, terms.end, GENESIS);
    }

    function invalidAllowlistEnd(uint256 allowlistEnd) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenSale.TokenSale_InvalidAllowlistEnd.selector, allowlistEnd, START, END);
    }

    function invalidLimits(uint256 minimum, uint256 maximum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenSale.TokenSale_InvalidLimits.selector, minimum, maximum);
    }

    function invalidSoftCap(uint256 softCap, uint256 hardCap) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenSale.TokenSale_InvalidSoftCap.selector, softCap, hardCap);
    }

    function invalidTranche(uint256 index, ITokenSale.Tranche memory tranche) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ITokenSale.TokenSale_InvalidTranche.selector,
                index,
                tranche.tokens,
                tranche.weiPerToken
            );
    }

    function tranchesDoNotSum(uint256 sum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenSale.TokenSale_TranchesDoNotSum.selector, sum, ALLOTMENT);
    }
}

contract TokenSaleTest is SaleSystem {
    address private constant ALICE = address(0xA11CE);
    address private constant BOB = address(0xB0B);
    address private constant STRANGER = address(0x57);

    /* ALLOWLIST */

    function test_RevertWhen_AccountIsAlreadyAdmitted() public {
        deployWithAllowlist();
        sale.allow(ALICE, proofOf(BOB));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_AlreadyAdmitted.selector, ALICE));
        sale.allow(ALICE, proofOf(BOB));
    }

    function test_RevertWhen_AccountIsNotOnTheAllowlist() public {
        deployWithAllowlist();
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotOnAllowlist.selector, STRANGER));
        sale.allow(STRANGER, proofOf(BOB));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotOnAllowlist.selector, ALICE));
        sale.allow(ALICE, proofOf(ALICE));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotOnAllowlist.selector, ALICE));
        sale.allow(ALICE, new bytes32[](0));
    }

    function test_RevertWhen_ThereIsNoAllowlist() public {
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotOnAllowlist.selector, ALICE));
        sale.allow(ALICE, new bytes32[](0));
    }

    /// @dev Leaves are hashed twice: an address that is found as half of an inner node is still not on the list.
    function testFuzz_RevertWhen_AnInnerNodeIsTakenForALeaf(bytes32 node) public {
        deployWithAllowlist();
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = node;
        vm.assume(node != leafOf(BOB));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotOnAllowlist.selector, ALICE));
        sale.allow(ALICE, proof);
    }

    function test_AnyoneMayAdmitAnAccountOnTheList() public {
        deployWithAllowlist();
        vm.expectEmit(address(sale));
        emit ITokenSale.Admitted(ALICE);
        vm.prank(STRANGER);
        sale.allow(ALICE, proofOf(BOB));

        assertTrue(sale.purchaseOf(ALICE).admitted);
        assertFalse(sale.purchaseOf(BOB).admitted);
        assertFalse(sale.purchaseOf(STRANGER).admitted);
    }

    function test_RevertWhen_NotAdmittedDuringTheAllowlistPhase() public {
        deployWithAllowlist();
        sale.allow(ALICE, proofOf(BOB));
        bytes memory refusal = abi.encodeWithSelector(
            ITokenSale.TokenSale_NotAdmitted.selector,
            STRANGER,
            START + 1 days
        );

        vm.warp(START);
        buy(ALICE, 1 ether);
        assertCannotBuy(STRANGER, 1 ether, refusal);
        vm.warp(START + 1 days - 1);
        assertCannotBuy(STRANGER, 1 ether, refusal);
        vm.warp(START + 1 days);
        buy(STRANGER, 1 ether);

        assertTrue(sale.purchaseOf(ALICE).admitted);
    }

    /* PURCHASE */

    /// @dev S3
    function test_RevertWhen_TheSaleHasNotStarted() public {
        vm.warp(START - 1);
        assertCannotBuy(
            ALICE,
            1 ether,
            abi.encodeWithSelector(ITokenSale.TokenSale_NotStarted.selector, START - 1, START)
        );
        vm.warp(START);
        buy(ALICE, 1 ether);
    }

    /// @dev S3
    function test_RevertWhen_TheSaleHasEnded() public {
        vm.warp(END - 1);
        buy(ALICE, 1 ether);
        vm.warp(END);
        assertCannotBuy(ALICE, 1 ether, abi.encodeWithSelector(ITokenSale.TokenSale_Ended.selector, END, END));
        sale.finalize();
        assertCannotBuy(ALICE, 1 ether, abi.encodeWithSelector(ITokenSale.TokenSale_Ended.selector, END, END));
        vm.warp(END + 1);
        assertCannotBuy(ALICE, 1 ether, abi.encodeWithSelector(ITokenSale.TokenSale_Ended.selector, END + 1, END));
    }

    /// @dev S3: sold out ends the sale, before and after it is finalized.
    function test_RevertWhen_TheSaleIsSoldOut() public {
        sellOut();
        assertCannotBuy(ALICE, 1 ether, abi.encodeWithSelector(ITokenSale.TokenSale_SoldOut.selector));
        sale.finalize();
        assertCannotBuy(ALICE, 1 ether, abi.encodeWithSelector(ITokenSale.TokenSale_SoldOut.selector));
    }

    function test_RevertWhen_LessThanTheMinimumIsSent() public {
        vm.warp(START);
        assertCannotBuy(
            ALICE,
            MINIMUM - 1,
            abi.encodeWithSelector(ITokenSale.TokenSale_BelowMinimum.selector, MINIMUM - 1, MINIMUM)
        );
        buy(ALICE, MINIMUM);
        buy(ALICE, MINIMUM + 1);
        assertEq(sale.purchaseOf(ALICE).paid, 2 * MINIMUM + 1);
    }

    function test_RevertWhen_ContributionsExceedTheMaximum() public {
        vm.warp(START);
        assertCannotBuy(
            ALICE,
            MAXIMUM + 1,
            abi.encodeWithSelector(ITokenSale.TokenSale_AboveMaximum.selector, MAXIMUM + 1, MAXIMUM)
        );
        buy(ALICE, MAXIMUM - MINIMUM);
        assertCannotBuy(
            ALICE,
            MINIMUM + 1,
            abi.encodeWithSelector(ITokenSale.TokenSale_AboveMaximum.selector, MAXIMUM + 1, MAXIMUM)
        );
        buy(ALICE, MINIMUM);
        assertEq(sale.purchaseOf(ALICE).paid, MAXIMUM);
        assertCannotBuy(
            ALICE,
            MINIMUM,
            abi.encodeWithSelector(ITokenSale.TokenSale_AboveMaximum.selector, MAXIMUM + MINIMUM, MAXIMUM)
        );
        // The limit is each buyer's own.
        buy(BOB, 1 ether);
    }

    /// @dev S2: the maximum counts what is spent, the minimum what is sent.
    function test_LimitsOfTheLastPurchaseCountWhatIsSpentAndSent() public {
        vm.warp(START);
        buy(BOB, MAXIMUM);
        buy(ALICE, HARD_CAP - MAXIMUM - 1);
        assertCannotBuy(STRANGER, 1, abi.encodeWithSelector(ITokenSale.TokenSale_BelowMinimum.selector, 1, MINIMUM));
        buy(STRANGER, 2 * MAXIMUM);
        assertEq(sale.purchaseOf(STRANGER).paid, 1);
        assertEq(STRANGER.balance, 1 + 2 * MAXIMUM - 1);
        assertEq(sale.sold(), ALLOTMENT);
    }

    function test_RevertWhen_NothingIsBought() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.minimumPurchase = 0;
        terms.softCap = 1;
        deploySale(terms, unitTranches(), 10_000);
        vm.warp(START);

        assertCannotBuy(ALICE, 0, abi.encodeWithSelector(ITokenSale.TokenSale_NothingBought.selector, 0));
        buy(ALICE, 1);
        // The second unit costs two wei.
        assertCannotBuy(ALICE, 1, abi.encodeWithSelector(ITokenSale.TokenSale_NothingBought.selector, 1));
        buy(ALICE, 2);
        assertEq(sale.purchaseOf(ALICE).tokens, 2);
    }

    function test_RevertWhen_ThePurchaseCarriesData() public {
        vm.warp(START);
        vm.deal(ALICE, 1 ether);
        vm.prank(ALICE);
        (bool success, ) = address(sale).call{value: 1 ether}(hex"00");
        assertFalse(success);
        assertEq(ALICE.balance, 1 ether);
    }

    function test_PurchaseRecordsWhatWasPaidAndBought() public {
        vm.warp(START);
        vm.expectEmit(address(sale));
        emit ITokenSale.Purchased(ALICE, 6 ether, 100_000e18);
        buy(ALICE, 6 ether);

        assertEq(sale.purchaseOf(ALICE).paid, 6 ether);
        assertEq(sale.purchaseOf(ALICE).tokens, 100_000e18);
        assertFalse(sale.purchaseOf(ALICE).admitted);
        assertEq(sale.sold(), 100_000e18);
        assertEq(sale.raised(), 6 ether);
        assertEq(address(sale).balance, 6 ether);
        // Nothing is handed out while the sale may still fail.
        assertEq(token.balanceOf(ALICE), 0);
    }

    /// @dev The border of a tranche: one wei before, exactly at, one wei after.
    function test_PurchaseUpToTheBorderOfATranche() public {
        vm.warp(START);
        uint256 snapshot = vm.snapshotState();
        buy(ALICE, 6_000 ether - 1);
        // The missing wei is worth 16,666.67 units.
        assertEq(sale.sold(), 100_000_000e18 - 16_667);
        buy(BOB, MINIMUM);
        assertEq(sale.sold(), 100_000_000e18 + ((MINIMUM - 1) * 1e18) / 0.00008 ether);

        vm.revertToState(snapshot);
        buy(ALICE, 6_000 ether);
        assertEq(sale.sold(), 100_000_000e18);
        buy(BOB, 8 ether);
        assertEq(sale.purchaseOf(BOB).tokens, 100_000e18);

        vm.revertToState(snapshot);
        buy(ALICE, 6_000 ether + 1);
        assertEq(sale.sold(), 100_000_000e18 + uint256(1e18) / 0.00008 ether);
    }

    function test_PurchaseMayCrossTranches() public {
        vm.warp(START);
        buy(ALICE, 6_000 ether + 8_000 ether + 12 ether);
        assertEq(sale.purchaseOf(ALICE).tokens, 200_100_000e18);
        assertEq(sale.raised(), 14_012 ether);
    }

    /// @dev S2: what rounding leaves of one purchase does not push the ETH taken above the hard cap.
    function test_SoldOutTakesExactlyTheHardCap() public {
        vm.warp(START);
        buy(ALICE, MINIMUM + 1);
        buy(BOB, MAXIMUM);
        buy(STRANGER, MAXIMUM);
        assertEq(sale.sold(), ALLOTMENT);
        assertEq(sale.raised(), HARD_CAP);
        assertEq(STRANGER.balance, MINIMUM + 1 + MAXIMUM + MAXIMUM - HARD_CAP);
        assertEq(address(sale).balance, HARD_CAP);
    }

    /// @dev Tranches of one unit each, and a price below one wei for a unit.
    function test_TranchesOfOneUnit() public {
        ITokenSale.Terms memory terms = saleTerms();
        terms.minimumPurchase = 1;
        terms.softCap = 1;
        deploySale(terms, unitTranches(), 10_000);
        assertEq(sale.HARD_CAP(), 1 + 2 + 2_498 * 3);

        vm.warp(START);
        buy(ALICE, 1 + 2);
        assertEq(sale.purchaseOf(ALICE).tokens, 2);
        buy(ALICE, 4);
        assertEq(sale.purchaseOf(ALICE).tokens, 3);
        buy(BOB, 1 ether);
        assertEq(sale.sold(), 2_500);
        assertEq(sale.raised(), sale.HARD_CAP());
        sale.finalize();
        sale.claim(ALICE);
        sale.claim(BOB);
        assertEq(token.balanceOf(address(sale)), 0);
    }

    /// @dev A tranche whose cost is far below one wei still costs one.
    function test_TranchesOfDustCostOneWei() public {
        ITokenSale.Tranche[] memory tranches = new ITokenSale.Tranche[](2);
        tranches[0] = ITokenSale.Tranche({tokens: 1, weiPerToken: 1});
        tranches[1] = ITokenSale.Tranche({tokens: 2_499, weiPerToken: 2});
        ITokenSale.Terms memory terms = saleTerms();
        terms.minimumPurchase = 0;
        terms.softCap = 2;
        deploySale(terms, tranches, 10_000);
        assertEq(sale.HARD_CAP(), 2);

        vm.warp(START);
        assertCannotBuy(ALICE, 0, abi.encodeWithSelector(ITokenSale.TokenSale_NothingBought.selector, 0));
        buy(ALICE, 1);
        assertEq(sale.purchaseOf(ALICE).tokens, 1);
        buy(BOB, 1);
        assertEq(sale.purchaseOf(BOB).tokens, 2_499);
        sale.finalize();
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.SUCCEEDED));
    }

    /// @dev The largest number of tranches, all crossed by one purchase, fits well inside a block.
    function test_OnePurchaseMayCross255Tranches() public {
        ITokenSale.Tranche[] memory tranches = new ITokenSale.Tranche[](255);
        for (uint64 i = 0; i < 255; ++i) {
            tranches[i] = ITokenSale.Tranche({tokens: 900_000e18, weiPerToken: 0.00006 ether + i});
        }
        tranches[254].tokens = uint96(ALLOTMENT - 254 * 900_000e18);
        uint256 hardCap = SaleModel.hardCap(tranches);
        ITokenSale.Terms memory terms = saleTerms();
        terms.maximumContribution = hardCap;
        deploySale(terms, tranches, SUPPLY);

        vm.warp(START);
        vm.deal(ALICE, hardCap + 1);
        vm.prank(ALICE);
        uint256 gasBefore = gasleft();
        (bool success, ) = address(sale).call{value: hardCap + 1}("");
        assertLt(gasBefore - gasleft(), 1_500_000);
        assertTrue(success);
        assertEq(sale.sold(), ALLOTMENT);
        assertEq(sale.raised(), hardCap);
        assertEq(ALICE.balance, 1);
    }

    function test_QuoteTellsWhatAPurchaseBrings() public {
        (uint256 tokens, uint256 cost) = sale.quote(6_008 ether);
        assertEq(tokens, 100_100_000e18);
        assertEq(cost, 6_008 ether);
        (tokens, cost) = sale.quote(type(uint256).max);
        assertEq(tokens, ALLOTMENT);
        assertEq(cost, HARD_CAP);
        (tokens, cost) = sale.quote(0);
        assertEq(tokens, 0);
        assertEq(cost, 0);

        sellOut();
        (tokens, cost) = sale.quote(1 ether);
        assertEq(tokens, 0);
        assertEq(cost, 0);
    }

    /// @dev S2, S8: a buyer that refuses the excess undoes his own purchase only.
    function test_BuyerThatRefusesTheExcessHurtsOnlyHimself() public {
        vm.warp(START);
        buy(BOB, MAXIMUM);
        SaleActor actor = newActor(SaleActor.Behaviour.REFUSE);
        vm.deal(address(actor), MAXIMUM);

        vm.expectRevert(abi.encodeWithSelector(SaleActor.SaleActor_Refused.selector, MAXIMUM - (HARD_CAP - MAXIMUM)));
        actor.buy(MAXIMUM);
        assertEq(sale.raised(), MAXIMUM);
        assertEq(sale.purchaseOf(address(actor)).paid, 0);

        // What leaves no excess works, and so does everybody else's purchase.
        actor.buy(1 ether);
        buy(ALICE, MAXIMUM);
        assertEq(sale.sold(), ALLOTMENT);
    }

    /// @dev S2, X1: while the excess returns the sale is already sold out; calling back brings what any call would.
    function test_BuyerThatReentersWithTheExcessGainsNothing() public {
        vm.warp(START);
        buy(BOB, MAXIMUM);
        SaleActor actor = newActor(SaleActor.Behaviour.REENTER);
        actor.addAttempt("");
        actor.addAttempt(abi.encodeCall(sale.refund, ()));
        actor.addAttempt(abi.encodeCall(sale.releaseProceeds, ()));
        actor.addAttempt(abi.encodeCall(sale.claim, (address(actor))));
        actor.addAttempt(abi.encodeCall(sale.finalize, ()));
        actor.addAttempt(abi.encodeCall(sale.finalize, ()));
        actor.addAttempt(abi.encodeCall(sale.claim, (address(actor))));
        actor.addAttempt(abi.encodeCall(sale.claim, (address(actor))));
        vm.deal(address(actor), MAXIMUM);
        actor.buy(MAXIMUM);

        bool[8] memory expected = [false, false, false, false, true, false, true, false];
        for (uint256 i = 0; i < 8; ++i) assertEq(actor.succeeded(i), expected[i]);
        assertEq(actor.receipts(), 1);
        assertEq(address(actor).balance, MAXIMUM - (HARD_CAP - MAXIMUM));
        assertEq(sale.raised(), HARD_CAP);
        assertEq(address(sale).balance, HARD_CAP);
        assertEq(token.balanceOf(address(actor)), ALLOTMENT - sale.purchaseOf(BOB).tokens);
    }

    /* END */

    /// @dev S6: not one second before, and at the first possible one by anyone.
    function test_RevertWhen_FinalizedBeforeTheEnd() public {
        vm.warp(END - 1);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotEnded.selector, END - 1, END));
        sale.finalize();

        vm.warp(END);
        vm.prank(STRANGER);
        sale.finalize();
        assertEq(sale.finalizedAt(), END);
    }

    function test_RevertWhen_FinalizedBeforeTheStart() public {
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotEnded.selector, NOW, END));
        sale.finalize();
    }

    /// @dev S6
    function test_RevertWhen_FinalizedTwice() public {
        vm.warp(END);
        uint256 snapshot = vm.snapshotState();
        sale.finalize();
        vm.expectRevert(
            abi.encodeWithSelector(ITokenSale.TokenSale_AlreadyFinalized.selector, ITokenSale.State.FAILED)
        );
        sale.finalize();

        vm.revertToState(snapshot);
        vm.warp(START);
        buy(ALICE, SOFT_CAP);
        vm.warp(END);
        sale.finalize();
        vm.expectRevert(
            abi.encodeWithSelector(ITokenSale.TokenSale_AlreadyFinalized.selector, ITokenSale.State.SUCCEEDED)
        );
        sale.finalize();
    }

    /// @dev S7: on success the unsold part, by the token's own burn.
    function test_SuccessBurnsTheUnsoldPart() public {
        vm.warp(START);
        buy(ALICE, SOFT_CAP);
        uint256 bought = sale.sold();
        vm.warp(END);
        vm.expectEmit(address(sale));
        emit ITokenSale.Finalized(ITokenSale.State.SUCCEEDED, bought, ALLOTMENT - bought, SOFT_CAP);
        vm.expectEmit(address(token));
        emit IERC20.Transfer(address(sale), address(0), ALLOTMENT - bought);
        sale.finalize();

        assertEq(uint256(sale.state()), uint256(ITokenSale.State.SUCCEEDED));
        assertEq(token.totalSupply(), SUPPLY - (ALLOTMENT - bought));
        assertEq(token.balanceOf(address(sale)), bought);
    }

    /// @dev S7: on failure all of it.
    function test_FailureBurnsTheWholeAllotment() public {
        vm.warp(START);
        buy(ALICE, SOFT_CAP - 1);
        uint256 bought = sale.sold();
        vm.warp(END);
        vm.expectEmit(address(sale));
        emit ITokenSale.Finalized(ITokenSale.State.FAILED, bought, ALLOTMENT, SOFT_CAP - 1);
        sale.finalize();

        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT);
        assertEq(token.balanceOf(address(sale)), 0);
    }

    /// @dev S5: one wei below the soft cap, exactly at it, one wei above.
    function test_SoftCapDecidesToTheWei() public {
        ITokenSale.State[3] memory results = [
            ITokenSale.State.FAILED,
            ITokenSale.State.SUCCEEDED,
            ITokenSale.State.SUCCEEDED
        ];
        for (uint256 i = 0; i < 3; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(START);
            buy(ALICE, SOFT_CAP - 1 + i);
            vm.warp(END);
            sale.finalize();
            assertEq(uint256(sale.state()), uint256(results[i]));
            vm.revertToState(snapshot);
        }
    }

    function test_SaleWithoutBuyersFails() public {
        vm.warp(END);
        sale.finalize();
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT);
    }

    /// @dev S7: a sale that is sold out burns nothing.
    function test_SoldOutBurnsNothing() public {
        sellOut();
        sale.finalize();
        assertEq(token.totalSupply(), SUPPLY);
        assertEq(token.balanceOf(address(sale)), ALLOTMENT);
        assertEq(sale.finalizedAt(), START);
    }

    /// @dev S1, S6: forced ETH and donated VMT are in no figure, reach no cap and stop nothing.
    function test_GiftsChangeNoFigure() public {
        vm.warp(START);
        buy(ALICE, SOFT_CAP - 1);
        vm.deal(address(sale), address(sale).balance + HARD_CAP);
        vm.prank(MINING);
        token.transfer(address(sale), 7e18);

        assertEq(sale.raised(), SOFT_CAP - 1);
        vm.warp(END);
        sale.finalize();
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT);
        assertEq(token.balanceOf(address(sale)), 7e18);
        (, , , uint256 burned) = sale.supplyProof();
        assertEq(burned, ALLOTMENT);

        vm.prank(ALICE);
        sale.refund();
        assertEq(ALICE.balance, SOFT_CAP - 1);
        assertEq(address(sale).balance, HARD_CAP);
    }

    /* CLAIM */

    function test_RevertWhen_ClaimedBeforeSuccess() public {
        vm.warp(START);
        buy(ALICE, 1 ether);
        vm.expectRevert(notSucceeded(ITokenSale.State.OPEN));
        sale.claim(ALICE);
        vm.warp(END);
        vm.expectRevert(notSucceeded(ITokenSale.State.OPEN));
        sale.claim(ALICE);
        sale.finalize();
        vm.expectRevert(notSucceeded(ITokenSale.State.FAILED));
        sale.claim(ALICE);
    }

    function test_RevertWhen_ThereIsNothingToClaim() public {
        succeedWith(SOFT_CAP);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToClaim.selector, STRANGER));
        sale.claim(STRANGER);
        sale.claim(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToClaim.selector, ALICE));
        sale.claim(ALICE);
    }

    function test_AnyoneMayClaimForABuyer() public {
        succeedWith(SOFT_CAP);
        uint256 bought = sale.purchaseOf(ALICE).tokens;
        vm.expectEmit(address(sale));
        emit ITokenSale.Claimed(ALICE, bought);
        vm.prank(STRANGER);
        sale.claim(ALICE);

        assertEq(token.balanceOf(ALICE), bought);
        assertEq(token.balanceOf(STRANGER), 0);
        assertEq(token.balanceOf(address(sale)), 0);
        assertRecordIsCleared(ALICE);
    }

    /* REFUND */

    function test_RevertWhen_RefundedWithoutFailure() public {
        vm.warp(START);
        buy(ALICE, SOFT_CAP);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotFailed.selector, ITokenSale.State.OPEN));
        sale.refund();
        vm.warp(END);
        sale.finalize();
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotFailed.selector, ITokenSale.State.SUCCEEDED));
        sale.refund();
    }

    function test_RevertWhen_ThereIsNothingToRefund() public {
        failWith(1 ether);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToRefund.selector, STRANGER));
        sale.refund();
        vm.prank(ALICE);
        sale.refund();
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToRefund.selector, ALICE));
        sale.refund();
    }

    function test_RefundReturnsWhatWasPaid() public {
        failWith(3 ether);
        vm.expectEmit(address(sale));
        emit ITokenSale.Refunded(ALICE, 3 ether);
        vm.prank(ALICE);
        sale.refund();
        assertEq(ALICE.balance, 3 ether);
        assertEq(address(sale).balance, 0);
        assertRecordIsCleared(ALICE);
    }

    /* PROCEEDS */

    function test_RevertWhen_ProceedsAreReleasedWithoutSuccess() public {
        vm.warp(START);
        buy(ALICE, 1 ether);
        vm.expectRevert(notSucceeded(ITokenSale.State.OPEN));
        sale.releaseProceeds();
        vm.warp(END);
        sale.finalize();
        skip(PROCEEDS_DURATION);
        vm.expectRevert(notSucceeded(ITokenSale.State.FAILED));
        sale.releaseProceeds();
    }

    function test_RevertWhen_NothingNewIsReleased() public {
        succeedWith(SOFT_CAP);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToRelease.selector));
        sale.releaseProceeds();
        skip(1);
        sale.releaseProceeds();
        assertEq(TREASURY.balance, SOFT_CAP / PROCEEDS_DURATION);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToRelease.selector));
        sale.releaseProceeds();
    }

    /// @dev S9: half way, one second before the end, at the end, after it.
    function test_ProceedsLeaveLinearly() public {
        succeedWith(SOFT_CAP);
        uint256 begin = sale.finalizedAt();
        vm.warp(begin + PROCEEDS_DURATION / 2);
        vm.expectEmit(address(sale));
        emit ITokenSale.ProceedsReleased(SOFT_CAP / 2);
        vm.prank(STRANGER);
        sale.releaseProceeds();
        assertEq(TREASURY.balance, SOFT_CAP / 2);
        assertEq(sale.released(), SOFT_CAP / 2);

        vm.warp(begin + PROCEEDS_DURATION - 1);
        sale.releaseProceeds();
        assertEq(TREASURY.balance, (SOFT_CAP * (PROCEEDS_DURATION - 1)) / PROCEEDS_DURATION);

        vm.warp(begin + PROCEEDS_DURATION);
        sale.releaseProceeds();
        assertEq(TREASURY.balance, SOFT_CAP);
        assertEq(address(sale).balance, 0);

        vm.warp(begin + 10 * PROCEEDS_DURATION);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToRelease.selector));
        sale.releaseProceeds();
    }

    /// @dev S6, S9: a treasury that refuses ETH delays its own proceeds and nothing else.
    function test_TreasuryThatRefusesHurtsOnlyItself() public {
        SaleActor treasury = deployWithTreasury(SaleActor.Behaviour.REFUSE);
        succeedWith(SOFT_CAP);
        skip(PROCEEDS_DURATION / 2);
        vm.expectRevert(abi.encodeWithSelector(SaleActor.SaleActor_Refused.selector, SOFT_CAP / 2));
        sale.releaseProceeds();
        assertEq(sale.released(), 0);
        sale.claim(ALICE);

        treasury.setBehaviour(SaleActor.Behaviour.ACCEPT);
        sale.releaseProceeds();
        assertEq(address(treasury).balance, SOFT_CAP / 2);
    }

    /// @dev S9, X1
    function test_TreasuryThatReentersGainsNothing() public {
        SaleActor treasury = deployWithTreasury(SaleActor.Behaviour.REENTER);
        treasury.addAttempt(abi.encodeCall(sale.releaseProceeds, ()));
        treasury.addAttempt(abi.encodeCall(sale.refund, ()));
        treasury.addAttempt(abi.encodeCall(sale.finalize, ()));
        treasury.addAttempt("");
        succeedWith(SOFT_CAP);
        skip(PROCEEDS_DURATION / 2);
        sale.releaseProceeds();

        for (uint256 i = 0; i < 4; ++i) assertFalse(treasury.succeeded(i));
        assertEq(treasury.receipts(), 1);
        assertEq(address(treasury).balance, SOFT_CAP / 2);
        assertEq(sale.released(), SOFT_CAP / 2);
    }

    /* SUPPLY */

    function test_RevertWhen_SupplyIsAskedForBeforeTheEnd() public {
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NotFinalized.selector));
        sale.supplyProof();
    }

    function test_SupplyProofAddsUp() public {
        succeedWith(SOFT_CAP);
        assertSupplyProof(sale.sold());
        // Burns by others lower the supply further and prove nothing against the sale.
        vm.prank(MINING);
        token.burn(1e18);
        sale.claim(ALICE);
        assertSupplyProof(sale.sold());
    }

    function test_SupplyProofOfAFailedSale() public {
        failWith(1 ether);
        assertSupplyProof(0);
    }

    /// @dev A token that did not burn what the sale handed to it is found out.
    function test_RevertWhen_TheSupplyDidNotFall() public {
        succeedWith(SOFT_CAP);
        uint256 expected = SUPPLY - ALLOTMENT + sale.sold();
        vm.mockCall(address(token), abi.encodeCall(token.totalSupply, ()), abi.encode(expected + 1));
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_SupplyMismatch.selector, expected, expected + 1));
        sale.supplyProof();

        vm.mockCall(address(token), abi.encodeCall(token.totalSupply, ()), abi.encode(expected));
        sale.supplyProof();
        vm.clearMockedCalls();
    }

    /* GAS */

    /// @dev S10: the fiftieth buyer pays what the second did, and ending the sale costs the same.
    function test_GasDoesNotGrowWithTheNumberOfBuyers() public {
        vm.warp(START);
        buy(buyerOf(1), 1 ether);
        uint256 secondPurchase = gasOfPurchase(buyerOf(2));
        uint256[3] memory few = gasOfTheEnd();
        for (uint256 i = 3; i < 50; ++i) buy(buyerOf(i), 1 ether);
        assertEq(gasOfPurchase(buyerOf(50)), secondPurchase);
        uint256[3] memory many = gasOfTheEnd();
        for (uint256 i = 0; i < 3; ++i) assertEq(many[i], few[i]);
    }

    /* FAILURES OF OTHERS */

    /// @dev Akutar: one bidder that reverts froze all refunds.
    function test_Akutar_OneBuyerThatRevertsFreezesNobody() public {
        SaleActor actor = newActor(SaleActor.Behaviour.REFUSE);
        vm.deal(address(actor), 1 ether);
        vm.warp(START);
        actor.buy(1 ether);
        buy(ALICE, 2 ether);
        vm.warp(END);
        sale.finalize();

        vm.expectRevert(abi.encodeWithSelector(SaleActor.SaleActor_Refused.selector, 1 ether));
        actor.refund();
        vm.prank(ALICE);
        sale.refund();
        assertEq(ALICE.balance, 2 ether);

        // What he could not take is still his.
        actor.setBehaviour(SaleActor.Behaviour.ACCEPT);
        actor.refund();
        assertEq(address(actor).balance, 1 ether);
        assertEq(address(sale).balance, 0);
    }

    /// @dev Akutar: proceeds waited for a count of bidders that a count of units could never reach. Here one buyer with
    /// several purchases, and buyers who never claim, hold up nothing.
    function test_Akutar_ProceedsDoNotWaitForAnyCount() public {
        vm.warp(START);
        buy(ALICE, SOFT_CAP / 2);
        buy(ALICE, SOFT_CAP / 2);
        buy(BOB, 1 ether);
        vm.warp(END);
        sale.finalize();
        skip(PROCEEDS_DURATION);
        sale.releaseProceeds();
        assertEq(TREASURY.balance, SOFT_CAP + 1 ether);
    }

    /// @dev MISO: one `msg.value` counted several times in a batch.
    function test_MISO_EachPurchaseNeedsItsOwnEther() public {
        SaleActor actor = newActor(SaleActor.Behaviour.ACCEPT);
        vm.warp(START);
        vm.deal(address(actor), 1 ether);
        (bool success, ) = address(actor).call(abi.encodeCall(actor.buyRepeatedly, (1 ether, 2)));
        assertFalse(success);
        assertEq(sale.raised(), 0);

        vm.deal(address(actor), 2 ether);
        actor.buyRepeatedly(1 ether, 2);
        assertEq(sale.raised(), 2 ether);
        assertEq(address(sale).balance, 2 ether);
        assertEq(sale.purchaseOf(address(actor)).paid, 2 ether);
    }

    /// @dev Edgeware: an exact balance check was stopped by funding the address in advance.
    function test_Edgeware_FundingTheAddressInAdvanceStopsNothing() public {
        deployToken(SUPPLY);
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.deal(predicted, 5 ether);
        vm.prank(MINING);
        token.transfer(predicted, 3e18);
        sale = new TokenSale(token, clock, saleTerms(), saleTranches());
        assertEq(address(sale), predicted);

        assertEq(sale.raised(), 0);
        sellOut();
        sale.finalize();
        for (uint256 i = 1; i <= 2; ++i) sale.claim(buyerOf(i));
        skip(PROCEEDS_DURATION);
        sale.releaseProceeds();
        assertEq(TREASURY.balance, HARD_CAP);
        assertEq(address(sale).balance, 5 ether);
        assertEq(token.balanceOf(address(sale)), 3e18);
    }

    /// @dev Token auctions: unsold tokens stayed locked after a successful sale.
    function test_TokenAuctions_UnsoldTokensAreNotLocked() public {
        succeedWith(SOFT_CAP);
        sale.claim(ALICE);
        assertEq(token.balanceOf(address(sale)), 0);
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT + token.balanceOf(ALICE));
    }

    /// @dev Token auctions: a stale success flag let both sides sweep. Here the result is fixed once: ETH that arrives
    /// after a failure cannot turn it, and after a success nothing can.
    function test_TokenAuctions_ResultIsFixedOnce() public {
        failWith(SOFT_CAP - 1);
        vm.deal(address(sale), address(sale).balance + HARD_CAP);
        skip(PROCEEDS_DURATION);
        vm.expectRevert(notSucceeded(ITokenSale.State.FAILED));
        sale.releaseProceeds();
        vm.expectRevert(notSucceeded(ITokenSale.State.FAILED));
        sale.claim(ALICE);
        vm.prank(ALICE);
        sale.refund();
        assertEq(ALICE.balance, SOFT_CAP - 1);
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
    }

    /// @dev OpenZeppelin 2.5: a sale that was sold out could not be finalized until its closing time.
    function test_TimedSale_SoldOutIsFinalizedAtOnce() public {
        sellOut();
        vm.prank(STRANGER);
        sale.finalize();
        sale.claim(buyerOf(1));
        assertEq(vm.getBlockTimestamp(), START);
        assertGt(token.balanceOf(buyerOf(1)), 0);
    }

    /* HELPERS */

    /// @dev ALICE and BOB are on the list, which rules the first day.
    function deployWithAllowlist() private {
        ITokenSale.Terms memory terms = saleTerms();
        (bytes32 a, bytes32 b) = (leafOf(ALICE), leafOf(BOB));
        terms.allowlistRoot = a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
        terms.allowlistEnd = START + 1 days;
        deploySale(terms, saleTranches(), SUPPLY);
    }

    function leafOf(address account) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account))));
    }

    /// @dev The proof for the account whose neighbour in the tree is `neighbour`.
    function proofOf(address neighbour) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = leafOf(neighbour);
    }

    /// @dev 2,500 units: one for 1 wei, one for 2 wei, the rest for 3 wei each.
    function unitTranches() private pure returns (ITokenSale.Tranche[] memory tranches) {
        tranches = new ITokenSale.Tranche[](3);
        tranches[0] = ITokenSale.Tranche({tokens: 1, weiPerToken: 1 ether});
        tranches[1] = ITokenSale.Tranche({tokens: 1, weiPerToken: 2 ether});
        tranches[2] = ITokenSale.Tranche({tokens: 2_498, weiPerToken: 3 ether});
    }

    function newActor(SaleActor.Behaviour behaviour) private returns (SaleActor actor) {
        actor = new SaleActor();
        actor.setSale(sale);
        actor.setBehaviour(behaviour);
    }

    function deployWithTreasury(SaleActor.Behaviour behaviour) private returns (SaleActor treasury) {
        treasury = newActor(behaviour);
        ITokenSale.Terms memory terms = saleTerms();
        terms.treasury = address(treasury);
        deploySale(terms, saleTranches(), SUPPLY);
        treasury.setSale(sale);
    }

    function sellOut() private {
        vm.warp(START);
        buy(buyerOf(1), MAXIMUM);
        buy(buyerOf(2), HARD_CAP - MAXIMUM);
    }

    function succeedWith(uint256 amount) private {
        vm.warp(START);
        buy(ALICE, amount);
        vm.warp(END);
        sale.finalize();
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.SUCCEEDED));
    }

    function failWith(uint256 amount) private {
        vm.warp(START);
        buy(ALICE, amount);
        vm.warp(END);
        sale.finalize();
        assertEq(uint256(sale.state()), uint256(ITokenSale.State.FAILED));
    }

    function notSucceeded(ITokenSale.State state) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenSale.TokenSale_NotSucceeded.selector, state);
    }

    function assertRecordIsCleared(address buyer) private view {
        ITokenSale.Purchase memory purchase = sale.purchaseOf(buyer);
        assertEq(purchase.paid, 0);
        assertEq(purchase.tokens, 0);
        assertFalse(purchase.admitted);
    }

    function assertSupplyProof(uint256 expectedSold) private view {
        (uint256 initialSupply, uint256 allocated, uint256 soldTokens, uint256 burned) = sale.supplyProof();
        assertEq(initialSupply, SUPPLY);
        assertEq(allocated, ALLOTMENT);
        assertEq(soldTokens, expectedSold);
        assertEq(burned, ALLOTMENT - expectedSold);
    }

    function gasOfPurchase(address buyer) private returns (uint256 gas) {
        vm.deal(buyer, 1 ether);
        vm.prank(buyer);
        gas = gasleft();
        (bool success, ) = address(sale).call{value: 1 ether}("");
        gas -= gasleft();
        assertTrue(success);
    }

    /// @dev Finalize and refund; then, with enough raised, claim. The state is as before afterwards.
    function gasOfTheEnd() private returns (uint256[3] memory gas) {
        uint256 snapshot = vm.snapshotState();
        vm.warp(END);
        gas[0] = gasleft();
        sale.finalize();
        gas[0] -= gasleft();
        vm.prank(buyerOf(2));
        gas[1] = gasleft();
        sale.refund();
        gas[1] -= gasleft();
        vm.revertToState(snapshot);

        vm.warp(START);
        buy(BOB, SOFT_CAP);
        vm.warp(END);
        sale.finalize();
        gas[2] = gasleft();
        sale.claim(buyerOf(2));
        gas[2] -= gasleft();
        vm.revertToState(snapshot);
    }
}
