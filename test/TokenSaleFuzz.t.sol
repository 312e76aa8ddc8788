// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenSale} from "../contracts/interfaces/ITokenSale.sol";
import {SaleModel} from "./helpers/SaleModel.sol";
import {SaleSystem} from "./helpers/SaleSystem.sol";
import {SaleActor} from "./mocks/SaleActor.sol";

/// @dev Courses of events unfolded from a seed, each step compared with an exact model.
contract TokenSaleFuzzTest is SaleSystem {
    uint256 private constant BUYERS = 4;

    struct Outcome {
        uint256 tokens;
        uint256 cost;
        bytes refusal;
    }

    ITokenSale.Terms private _terms;
    ITokenSale.Tranche[] private _tranches;
    uint256 private _raised;
    uint256 private _released;
    ITokenSale.State private _state;
    mapping(address buyer => uint256 paid) private _paid;
    mapping(address buyer => uint256 tokens) private _bought;
    mapping(address buyer => bool yes) private _served;

    /// @dev S2, S4: any purchase under any terms yields exactly what the model says, or reverts with the reason it names.
    function testFuzz_PurchasesFollowTheModel(uint256 seed) public {
        drawFrom(seed);
        deployRandomSale();
        vm.warp(START);

        for (uint256 i = 0; i < 16; ++i) {
            address buyer = buyerOf(draw(1, BUYERS));
            uint256 amount = drawAmount();
            Outcome memory expected = expect(buyer, amount);
            uint256 balance = buyer.balance;

            (uint256 tokens, uint256 cost) = sale.quote(amount);
            (bool success, bytes memory returned) = tryToBuy(buyer, amount);

            assertEq(tokens, expected.tokens);
            assertEq(cost, expected.cost);
            assertEq(returned, expected.refusal);
            assertEq(success, expected.refusal.length == 0);
            if (success) {
                assertEq(buyer.balance, balance + amount - cost);
                _raised += cost;
                _paid[buyer] += cost;
                _bought[buyer] += tokens;
            }
            assertEqualToModel(buyer);
        }
    }

    /// @dev S4: however a sum is split, among purchases and buyers, it buys what it would have bought at once; less only
    /// where a part that is too small for one unit is refused.
    function testFuzz_SplittingGainsNothing(uint256 seed) public {
        drawFrom(seed);
        deployRandomSale();
        _terms.minimumPurchase = 0;
        _terms.maximumContribution = type(uint96).max;
        deploySale(_terms, _tranches, tokenSupply());
        vm.warp(START);
        if (draw(0, 1) == 1) tryToBuy(buyerOf(9), draw(0, sale.HARD_CAP() - 1));

        uint256 soldBefore = sale.sold();
        uint256 snapshot = vm.snapshotState();
        uint256[] memory parts = new uint256[](draw(2, 8));
        uint256 spent;
        for (uint256 i = 0; i < parts.length; ++i) {
            parts[i] = draw(0, (sale.HARD_CAP() - sale.raised()) >> draw(0, 90));
            (bool success, ) = tryToBuy(buyerOf(i), parts[i]);
            if (success) spent += parts[i];
        }
        uint256 tokensOfParts = sale.sold() - soldBefore;
        vm.revertToState(snapshot);

        (uint256 tokensAtOnce, ) = sale.quote(spent);
        assertEq(tokensOfParts, tokensAtOnce);
        uint256 sum;
        for (uint256 i = 0; i < parts.length; ++i) sum += parts[i];
        (tokensAtOnce, ) = sale.quote(sum);
        assertLe(tokensOfParts, tokensAtOnce);
    }

    /// @dev S5, S6, S9: whatever was raised and whatever order of calls, each call succeeds exactly when the model allows
    /// it, and only one of the two sides can ever be paid.
    function testFuzz_EitherClaimOrRefund(uint256 seed) public {
        drawFrom(seed);
        raiseRandomAmount();

        for (uint256 i = 0; i < 40; ++i) {
            uint256 action = draw(0, 5);
            address buyer = buyerOf(draw(1, BUYERS));
            if (action == 0) skip(draw(0, 20 days));
            else if (action == 1) tryToFinalize();
            else if (action == 2) tryToClaim(buyer);
            else if (action == 3) tryToRefund(buyer);
            else if (action == 4) tryToRelease();
            else vm.deal(address(sale), address(sale).balance + draw(0, 1 ether));
        }

        skip(END);
        if (_state == ITokenSale.State.OPEN) tryToFinalize();
        for (uint256 i = 1; i <= BUYERS; ++i) {
            tryToClaim(buyerOf(i));
            tryToRefund(buyerOf(i));
        }
        skip(PROCEEDS_DURATION);
        tryToRelease();
        assertEq(token.balanceOf(address(sale)), 0);
        bool succeeded = _state == ITokenSale.State.SUCCEEDED;
        assertEq(TREASURY.balance, succeeded ? _raised : 0);
        assertEq(sale.released(), succeeded ? _raised : 0);
        assertEq(token.totalSupply(), SUPPLY - ALLOTMENT + (succeeded ? sale.sold() : 0));
        for (uint256 i = 1; i <= BUYERS; ++i) {
            assertEq(buyerOf(i).balance, succeeded ? 0 : _paid[buyerOf(i)]);
            assertEq(token.balanceOf(buyerOf(i)), succeeded ? _bought[buyerOf(i)] : 0);
        }
    }

    /// @dev S8: buyers of all characters take their refunds in any order; each is paid exactly once.
    function testFuzz_EachBuyerIsRefundedOnce(uint256 seed) public {
        drawFrom(seed);
        vm.warp(START);
        SaleActor[] memory actors = new SaleActor[](8);
        for (uint256 i = 0; i < actors.length; ++i) {
            actors[i] = new SaleActor();
            actors[i].setSale(sale);
            actors[i].setBehaviour(SaleActor.Behaviour(i % 4));
            actors[i].addAttempt(abi.encodeCall(sale.refund, ()));
            actors[i].addAttempt(abi.encodeCall(sale.claim, (address(actors[i]))));
            actors[i].addAttempt(abi.encodeCall(sale.releaseProceeds, ()));
            uint256 amount = draw(MINIMUM, SOFT_CAP / 10);
            vm.deal(address(actors[i]), amount);
            actors[i].buy(amount);
            _paid[address(actors[i])] = amount;
            _raised += amount;
        }
        uint256 forced = draw(0, 1 ether);
        vm.deal(address(sale), address(sale).balance + forced);
        vm.warp(END);
        sale.finalize();

        for (uint256 i = 0; i < 24; ++i) {
            SaleActor actor = actors[draw(0, 7)];
            (bool success, ) = address(actor).call(abi.encodeCall(actor.refund, ()));
            bool friendly =
                actor.behaviour() == SaleActor.Behaviour.ACCEPT || actor.behaviour() == SaleActor.Behaviour.REENTER;
            bool owed = address(actor).balance == 0;
            if (success) {
                assertTrue(friendly);
                _raised -= _paid[address(actor)];
            } else {
                assertTrue(!friendly || !owed);
            }
            assertEq(address(actor).balance, success || !owed ? _paid[address(actor)] : 0);
            assertEq(address(sale).balance, _raised + forced);
        }

        for (uint256 i = 0; i < actors.length; ++i) {
            actors[i].setBehaviour(SaleActor.Behaviour.ACCEPT);
            if (address(actors[i]).balance == 0) actors[i].refund();
            assertEq(address(actors[i]).balance, _paid[address(actors[i])]);
        }
        assertEq(address(sale).balance, forced);
    }

    /// @dev S9: any sum over any term at any times: the treasury has exactly what the line says.
    function testFuzz_ProceedsFollowTheLine(uint256 amount, uint256 duration, uint256[8] memory steps) public {
        amount = bound(amount, SOFT_CAP, HARD_CAP);
        duration = bound(duration, 1, 100 * 365 days);
        ITokenSale.Terms memory terms = saleTerms();
        terms.proceedsDuration = duration;
        terms.maximumContribution = HARD_CAP;
        deploySale(terms, saleTranches(), SUPPLY);
        vm.warp(START);
        buy(buyerOf(1), amount);
        vm.warp(END);
        sale.finalize();

        for (uint256 i = 0; i < steps.length; ++i) {
            skip(bound(steps[i], 0, duration / 4));
            uint256 elapsed = vm.getBlockTimestamp() - END;
            uint256 expected = elapsed < duration ? (amount * elapsed) / duration : amount;
            if (expected == TREASURY.balance) {
                vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenSale_NothingToRelease.selector));
            }
            sale.releaseProceeds();
            assertEq(TREASURY.balance, expected);
            assertEq(sale.released(), expected);
            assertEq(address(sale).balance, amount - expected);
        }

        vm.warp(END + duration);
        if (TREASURY.balance < amount) sale.releaseProceeds();
        assertEq(TREASURY.balance, amount);
    }

    /* TERMS */

    /// @dev One to six tranches of any sizes, from single units up, at prices from a wei for a whole token to 18 ether.
    function deployRandomSale() private {
        uint256 allotment = draw(1, 2 ** draw(0, 75)) * 2_500;
        uint256 count = draw(1, 6);
        uint256 left = allotment;
        uint256 price;
        for (uint256 i = 0; i < count; ++i) {
            uint256 tokens = i + 1 == count ? left : draw(1, (left - (count - i - 1)) >> draw(0, 3));
            left -= tokens;
            price += draw(1, 2 ** draw(0, 61));
            _tranches.push(ITokenSale.Tranche({tokens: uint96(tokens), weiPerToken: uint64(price)}));
        }
        uint256 hardCap = SaleModel.hardCap(_tranches);
        _terms = saleTerms();
        _terms.softCap = draw(1, hardCap);
        _terms.maximumContribution = draw(1, hardCap);
        _terms.minimumPurchase = draw(0, _terms.maximumContribution >> draw(0, 96));
        deploySale(_terms, _tranches, allotment * 4);
        assertEq(sale.HARD_CAP(), hardCap);
        assertEq(keccak256(abi.encode(sale.tranches())), keccak256(abi.encode(_tranches)));
    }

    function tokenSupply() private view returns (uint256) {
        return SaleModel.allotment(_tranches) * 4;
    }

    /// @dev Dust, something, exactly up to a border, or more than there is.
    function drawAmount() private returns (uint256) {
        uint256 left = sale.HARD_CAP() - _raised;
        uint256 kind = draw(0, 3);
        if (kind == 0) return draw(0, 3);
        if (kind == 1) return draw(0, left >> draw(0, 16));
        if (kind == 2) return left == 0 ? draw(0, 1) : left - 1 + draw(0, 2);
        uint256 border;
        for (uint256 i = 0; i < _tranches.length && border <= _raised; ++i) border += SaleModel.costOf(_tranches[i]);
        return border - _raised + draw(0, 1);
    }

    /* MODEL */

    function expect(address buyer, uint256 amount) private view returns (Outcome memory outcome) {
        uint256 left = SaleModel.hardCap(_tranches) - _raised;
        uint256 soldBefore = SaleModel.soldFor(_tranches, _raised);
        outcome.cost = amount < left ? amount : left;
        outcome.tokens = SaleModel.soldFor(_tranches, _raised + outcome.cost) - soldBefore;
        uint256 contribution = _paid[buyer] + outcome.cost;

        if (soldBefore == SaleModel.allotment(_tranches)) {
            outcome.refusal = abi.encodeWithSelector(ITokenSale.TokenSale_SoldOut.selector);
        } else if (amount < _terms.minimumPurchase) {
            outcome.refusal = abi.encodeWithSelector(
                ITokenSale.TokenSale_BelowMinimum.selector,
                amount,
                _terms.minimumPurchase
            );
        } else if (outcome.tokens == 0) {
            outcome.refusal = abi.encodeWithSelector(ITokenSale.TokenSale_NothingBought.selector, amount);
        } else if (contribution > _terms.maximumContribution) {
            outcome.refusal = abi.encodeWithSelector(
                ITokenSale.TokenSale_AboveMaximum.selector,
                contribution,
                _terms.maximumContribution
            );
        }
    }

    function assertEqualToModel(address buyer) private view {
        uint256 sold = sale.sold();
        assertEq(sale.raised(), _raised);
        assertEq(sold, SaleModel.soldFor(_tranches, _raised));
        assertEq(sale.purchaseOf(buyer).paid, _paid[buyer]);
        assertEq(sale.purchaseOf(buyer).tokens, _bought[buyer]);
        assertEq(address(sale).balance, _raised);
        // S2, independent of the model: nothing is passed.
        assertLe(_raised, sale.HARD_CAP());
        assertLe(sold, sale.ALLOTMENT());
        assertLe(_paid[buyer], _terms.maximumContribution);
        // S4, independent of the model: what was sold is paid for in full, and rounding keeps less than the price of one
        // unit and one wei a tranche.
        uint256 exact = SaleModel.exactCost(_tranches, sold);
        assertGe(_raised * 1e18, exact);
        assertLt(_raised * 1e18 - exact, _tranches[_tranches.length - 1].weiPerToken + _tranches.length * 1e18);
    }

    /* ENDS */

    /// @dev The soft cap less one wei, the soft cap, one wei more, the hard cap, nothing, or anything.
    function raiseRandomAmount() private {
        ITokenSale.Terms memory terms = saleTerms();
        terms.minimumPurchase = 0;
        terms.maximumContribution = HARD_CAP;
        deploySale(terms, saleTranches(), SUPPLY);
        uint256[6] memory amounts = [SOFT_CAP - 1, SOFT_CAP, SOFT_CAP + 1, HARD_CAP, 0, draw(1, HARD_CAP)];
        uint256 left = amounts[draw(0, 5)];
        vm.warp(START + draw(0, 28 days - 1));
        for (uint256 i = 1; i <= BUYERS && left != 0; ++i) {
            uint256 part = i == BUYERS ? left : draw(1, left);
            buy(buyerOf(i), part);
            _paid[buyerOf(i)] = part;
            _bought[buyerOf(i)] = sale.purchaseOf(buyerOf(i)).tokens;
            _raised += part;
            left -= part;
        }
    }

    function tryToFinalize() private {
        bool allowed = _state == ITokenSale.State.OPEN && (vm.getBlockTimestamp() >= END || sale.sold() == ALLOTMENT);
        assertEq(succeeds(address(this), abi.encodeCall(sale.finalize, ())), allowed);
        if (allowed) _state = _raised >= SOFT_CAP ? ITokenSale.State.SUCCEEDED : ITokenSale.State.FAILED;
        assertEq(uint256(sale.state()), uint256(_state));
    }

    function tryToClaim(address buyer) private {
        bool allowed = _state == ITokenSale.State.SUCCEEDED && _bought[buyer] != 0 && !_served[buyer];
        assertEq(succeeds(address(this), abi.encodeCall(sale.claim, (buyer))), allowed);
        if (allowed) _served[buyer] = true;
        assertServed(buyer);
    }

    function tryToRefund(address buyer) private {
        bool allowed = _state == ITokenSale.State.FAILED && _paid[buyer] != 0 && !_served[buyer];
        assertEq(succeeds(buyer, abi.encodeCall(sale.refund, ())), allowed);
        if (allowed) _served[buyer] = true;
        assertServed(buyer);
    }

    /// @dev Tokens or ETH or nothing yet; and a record only as long as something is owed.
    function assertServed(address buyer) private view {
        bool succeeded = _state == ITokenSale.State.SUCCEEDED;
        assertEq(token.balanceOf(buyer), _served[buyer] && succeeded ? _bought[buyer] : 0);
        assertEq(buyer.balance, _served[buyer] && !succeeded ? _paid[buyer] : 0);
        assertEq(sale.purchaseOf(buyer).paid, _served[buyer] ? 0 : _paid[buyer]);
        assertEq(sale.purchaseOf(buyer).tokens, _served[buyer] ? 0 : _bought[buyer]);
    }

    function tryToRelease() private {
        uint256 due;
        if (_state == ITokenSale.State.SUCCEEDED) {
            uint256 elapsed = vm.getBlockTimestamp() - sale.finalizedAt();
            due = elapsed < PROCEEDS_DURATION ? (_raised * elapsed) / PROCEEDS_DURATION : _raised;
        }
        assertEq(succeeds(address(this), abi.encodeCall(sale.releaseProceeds, ())), due > _released);
        _released = due;
        assertEq(TREASURY.balance, due);
    }

    function succeeds(address caller, bytes memory data) private returns (bool success) {
        vm.prank(caller);
        (success, ) = address(sale).call(data);
    }
}
