// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {PublicKey} from "../../contracts/libraries/KeyExchange.sol";
import {OrderId} from "../../contracts/libraries/OrderId.sol";
import {Kind} from "../../contracts/libraries/Verdicts.sol";
import {MarketSystem} from "../helpers/MarketSystem.sol";
import {Secp256k1} from "../helpers/Secp256k1.sol";

/// @notice What a buyer of data would take from providers, submitters and other buyers, and what he is left with.
contract BuyerAttacksTest is MarketSystem {
    address private constant VICTIM = address(0xB2);
    uint256 private constant WEALTH = 1_000_000e18; // of BUYER, in units of VMT

    /// @dev A small market: its price moves within a few orders.
    function marketParameters() internal view override returns (IDataMarket.Parameters memory parameters) {
        parameters = super.marketParameters();
        parameters.prices[0] = IDataMarket.PriceTerms({floor: uint96(PRICE), target: 1, scale: 8});
    }

    /* DISPUTES */

    /// @dev He would gain: the content for nothing, by disputing a good key. E4 stops him: the contract opens the mask
    /// as he would. Left with: the content, without its price, and his one-time key shown to all.
    function test_DisputingAGoodKeyPaysNothing() public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_KeyIsCorrect.selector, idOf(order)));
        market.dispute(order, maskedKey, BUYER_SCALAR);
        _settleAfterTheWindow(order);
        _assertPaidFor(order);
    }

    /// @dev He would gain: price and bounty, by showing the private key of another order, for which the same mask opens
    /// nothing. E4 stops him: the revealed key must be the order's. Left with: the price paid.
    function testFuzz_AnotherPrivateKeyProvesNothing(uint256 scalar) public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(CONTENT_KEY);
        scalar = boundPrivateKey(scalar);
        vm.assume(scalar != BUYER_SCALAR);
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarket_NotTheBuyersKey.selector, vm.addr(scalar), order.buyerKey)
        );
        market.dispute(order, maskedKey, scalar);
        _settleAfterTheWindow(order);
        _assertPaidFor(order);
    }

    /// @dev He would gain: price and bounty, with the mask of another of his orders, which opens nothing here. E4 stops
    /// him: the delivered mask's hash is kept, and each mask belongs to one order. Left with: both prices paid.
    function test_TheMaskOfAnotherOrderProvesNothing() public {
        (IDataMarket.Order memory first, ) = delivered(CONTENT_KEY);
        skip(1);
        (IDataMarket.Order memory second, bytes32 otherMask) = delivered(CONTENT_KEY);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NotTheMaskedKey.selector, otherMask));
        market.dispute(first, otherMask, BUYER_SCALAR);
        _settleAfterTheWindow(first);
        _settleAfterTheWindow(second);
        assertEq(token.balanceOf(BUYER), WEALTH - first.price - second.price);
    }

    /// @dev He would gain: key and money, by a refund in the second of the delivery or by a dispute after he accepted.
    /// E2 and E3 stop him: each second belongs to one of the two, and final states have no exits. Left with: the key,
    /// paid for.
    function test_KeyAndMoneyAreNeverBothHis() public {
        IDataMarket.Order memory order = buy();
        vm.warp(order.deadline - 1);
        bytes32 maskedKey = deliver(order, CONTENT_KEY);
        for (uint256 time = order.deadline - 1; time <= order.deadline + 1 days; time += 12 hours) {
            vm.warp(time);
            assertFalse(_succeeds(abi.encodeCall(market.refund, (order))));
        }
        vm.warp(order.deadline);
        vm.startPrank(BUYER);
        market.accept(order);
        assertFalse(_succeeds(abi.encodeCall(market.dispute, (order, maskedKey, BUYER_SCALAR))));
        assertFalse(_succeeds(abi.encodeCall(market.accept, (order))));
        vm.stopPrank();
        _assertPaidFor(order);
    }

    /// @dev He would gain: the seller's part, by never answering. E7 stops him: anyone settles after the window. Left
    /// with: the price paid.
    function test_SilencePaysTheSeller() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        _settleAfterTheWindow(order);
        _assertPaidFor(order);
        assertEq(token.balanceOf(SUBMITTER), 6e18);
        assertEq(token.balanceOf(order.provider), 2.5e18);
    }

    /* KEYS */

    /// @dev He would gain: what others paid for, by ordering with a victim's one-time key, or with the provider's own
    /// key, and comparing masks. E4 stops him: each mask depends on its order. Left with: a mask that he cannot open,
    /// paid for, and nothing learnt about the victim's.
    function test_OrderingWithTheKeyOfAnotherOpensNothing() public {
        address mallory = BUYER;
        fundAndApprove(VICTIM, address(market), PRICE);
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory victims = orderOf(request);
        victims.buyer = VICTIM;
        bytes32[] memory proof = proofOf(0);
        vm.prank(VICTIM);
        market.purchase(request, proof);
        bytes32 victimsMask = deliver(victims, CONTENT_KEY);

        IDataMarket.Order memory copy = buy(request, 0); // the same one-time key
        bytes32 mask = deliver(copy, CONTENT_KEY);
        assertNotEq(mask, victimsMask);
        bytes32 pad = keccak256(abi.encode(vm.addr(BUYER_SCALAR), OrderId.unwrap(idOf(copy)))); // all that is public
        assertNotEq(mask ^ pad, CONTENT_KEY);
        assertNotEq(victimsMask ^ (mask ^ CONTENT_KEY), CONTENT_KEY); // also who has bought the content learns nothing

        request.buyerKey = Secp256k1.publicKey(encryptionKeyOf(1)); // the provider's own
        request.deadline += 1;
        copy = buy(request, 0);
        mask = maskedFor(copy, CONTENT_KEY, encryptionKeyOf(1));
        vm.prank(copy.provider);
        market.deliver(copy, mask);
        assertNotEq(mask ^ keccak256(abi.encode(copy.buyerKey, idOf(copy))), CONTENT_KEY);
        assertEq(token.balanceOf(mallory), WEALTH - 2 * PRICE);
    }

    /// @dev He would gain: a price and a bounty by an order whose key no exchange can serve: a point off the curve, of
    /// a coordinate above the group's order, or zero. E4 stops him at the purchase. Left with: no order, all his money.
    function test_AKeyThatNobodyCanServeIsNotBought() public {
        PublicKey memory key = Secp256k1.publicKey(BUYER_SCALAR);
        PublicKey[4] memory keys = [
            PublicKey(key.x, key.y ^ 1),
            PublicKey(0, 0),
            PublicKey(type(uint256).max, key.y),
            PublicKey(key.y, key.x)
        ];
        for (uint256 i = 0; i < keys.length; ++i) {
            IDataMarket.Request memory request = requestOf(0);
            request.buyerKey = keys[i];
            _assertRefused(
                request,
                abi.encodeWithSelector(IDataMarket.DataMarket_InvalidBuyerKey.selector, keys[i].x, keys[i].y)
            );
        }
        assertEq(token.balanceOf(BUYER), WEALTH);
    }

    /* TERMS */

    /// @dev He would gain: the royalty, a cheaper kind, or a key commitment that the delivered key fails, by changing
    /// the verdict that he buys. E5 and R5 stop him: the quorum signed every field. Left with: no order, all his money.
    function test_AChangedVerdictIsNotSold() public {
        for (uint256 field = 0; field < 5; ++field) {
            IDataMarket.Request memory request = requestOf(0);
            if (field == 0) request.verdict.submitter = BUYER;
            if (field == 1) request.verdict.kind = Kind.URL;
            if (field == 2) request.verdict.keyCommitment = keccak256("nothing opens this");
            if (field == 3) request.verdict.policy = 1;
            if (field == 4) request.verdict.contentHash = keccak256("another content");
            _assertRefused(request, abi.encodeWithSelector(IDataMarket.DataMarket_InvalidVerdict.selector, 1));
        }
        assertEq(token.balanceOf(BUYER), WEALTH);
    }

    /// @dev He would gain: terms of another time, by calling with an order that he wrote himself: a lower price,
    /// himself as provider, a later deadline. E2 and E5 stop him: the id is the hash of the terms. Left with: the order
    /// as it was.
    function test_AnOrderWrittenByHimselfIsNoOrder() public {
        IDataMarket.Order memory order = buy();
        for (uint256 field = 0; field < 5; ++field) {
            IDataMarket.Order memory forged = orderOf(requestOf(0));
            if (field == 0) forged.price = 1;
            if (field == 1) forged.provider = BUYER;
            if (field == 2) forged.deadline += 1;
            if (field == 3) forged.submitter = BUYER;
            if (field == 4) forged.price = uint96(WEALTH);
            vm.startPrank(BUYER);
            vm.expectRevert(wrongStatus(forged, IDataMarket.Status.NONE));
            market.deliver(forged, 0);
            vm.expectRevert(wrongStatus(forged, IDataMarket.Status.NONE));
            market.refund(forged);
            vm.expectRevert(wrongStatus(forged, IDataMarket.Status.NONE));
            market.accept(forged);
            vm.stopPrank();
        }
        assertStatus(order, IDataMarket.Status.OPEN);
        assertEq(token.balanceOf(BUYER), WEALTH - PRICE);
        assertEq(token.balanceOf(address(market)), PRICE);
    }

    /// @dev He would gain: content whose sale its submitter has forbidden since, by buying with the verdict of before.
    /// E5 keeps the terms that were signed with the content. Left with: the content at its full price, of which the
    /// submitter has his 60 %; with the newer verdict he has nothing.
    function test_AnOlderVerdictSellsByItsOwnPolicy() public {
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory order = buy(request, 0);
        request.verdict.policy = 4; // TLP:RED, in a re-scan
        request.verdict.reward = 0;
        request.epoch = _publishNext(leafOf(request.verdict));
        request.deadline = vm.getBlockTimestamp() + 1 days;
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_SaleForbidden.selector, 4));
        market.purchase(request, new bytes32[](0));

        // The re-scan does not reach the order that was made before it either.
        vm.warp(order.deadline - 1);
        deliver(order, CONTENT_KEY);
        _settleAfterTheWindow(order);
        assertEq(token.balanceOf(SUBMITTER), 6e18);
        assertEq(token.balanceOf(BUYER), WEALTH - PRICE);
    }

    /* PRICE */

    /// @dev He would gain: many orders at a low price, all bought before the first settles and moves it. E6 concedes
    /// the burst: what settles moves the price, at most four targets an epoch. Left with: forty orders at the floor;
    /// who buys after them pays 1.6 times the floor, and he himself too.
    function test_ABurstPaysThePriceOfItsBeginning() public {
        IDataMarket.Order[] memory orders = new IDataMarket.Order[](40);
        IDataMarket.Request memory request = requestOf(0);
        for (uint256 i = 0; i < 40; ++i) {
            request.deadline += 1; // another order
            orders[i] = buy(request, 0);
            deliver(orders[i], CONTENT_KEY);
        }
        assertEq(token.balanceOf(BUYER), WEALTH - 40 * PRICE);
        for (uint256 i = 0; i < 40; ++i) {
            vm.prank(BUYER);
            market.accept(orders[i]);
        }
        uint256 after_ = market.priceOf(Kind.FILE); // e^(4 / 8)
        assertEq((after_ * 1_000) / PRICE, 1_648);
        warpToEpoch(6);
        assertEq(market.priceOf(Kind.FILE), PRICE); // and four epochs later nobody
    }

    /// @dev He would gain: a low price for himself, by orders that he lets lapse, or a high one for others. E6 stops
    /// him: what is refunded moves no price. Left with: his money, locked for a day in vain.
    function test_RefundedDemandMovesNoPrice() public {
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory order;
        for (uint256 i = 0; i < 20; ++i) {
            request.deadline = vm.getBlockTimestamp() + 6 hours + i;
            order = buy(request, 0);
            vm.warp(order.deadline);
            market.refund(order);
        }
        assertEq(market.priceOf(Kind.FILE), PRICE);
        assertEq(token.balanceOf(BUYER), WEALTH);
    }

    /// @dev He would gain: a market closed to his competitors, by holding the price at its top with orders between his
    /// own accounts: submitter, provider and buyer. E6 bounds it and its shares tax it. Left with: 15 % of each price
    /// lost, for sixteen floors 24 VMT for each unit of the target and epoch.
    function test_HoldingThePriceUpCostsFifteenPercentOfIt() public {
        uint256 before = _wealthOfTheRing();
        uint256 spent;
        uint256 epochs;
        for (; market.priceOf(Kind.FILE) < 16 * PRICE; ++epochs) {
            for (uint256 i = 0; i < 4; ++i) spent += _washTrade(i);
            warpToNextEpoch();
            if (epochs == 7) break;
        }
        assertEq(epochs, 7); // not in one epoch, however much is spent
        uint256 top = market.priceOf(Kind.FILE);
        assertLe(top, 16 * PRICE);
        assertGt(top, 14 * PRICE);
        assertApproxEqAbs(before - _wealthOfTheRing(), (spent * 15) / 100, 32); // each of 32 orders rounds

        before = _wealthOfTheRing();
        uint256 price = _washTrade(0); // one target an epoch holds it
        assertApproxEqAbs(before - _wealthOfTheRing(), (price * 15) / 100, 2);
        assertLe((price * 15) / 100, 24e18);
    }

    function _washTrade(uint256 salt) private returns (uint256 price) {
        IDataMarket.Request memory request = requestOf(0);
        request.deadline += salt;
        IDataMarket.Order memory order = buy(request, 0);
        deliver(order, CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        return order.price;
    }

    function _wealthOfTheRing() private view returns (uint256) {
        return token.balanceOf(BUYER) + token.balanceOf(SUBMITTER) + token.balanceOf(operatorOf(1));
    }

    /* SHARED */

    function _publishNext(bytes32 leaf) private returns (Epoch epoch) {
        warpToNextEpoch();
        epoch = Epoch.wrap(Epoch.unwrap(clock.currentEpoch()) - 1);
        bytes32[] memory leaves = new bytes32[](1);
        leaves[0] = leaf;
        publishVerdicts(leaves);
    }

    function _settleAfterTheWindow(IDataMarket.Order memory order) private {
        vm.warp(market.stateOf(idOf(order)).deliveredAt + 1 days);
        market.settle(order);
    }

    function _assertPaidFor(IDataMarket.Order memory order) private view {
        assertStatus(order, IDataMarket.Status.SETTLED);
        assertEq(token.balanceOf(BUYER), WEALTH - order.price);
        assertEq(staking.supernodeOf(order.provider).bond, BOND + _rewardOfEpochOne());
    }

    /// @dev What the report of epoch 1 paid in to each supernode without voters.
    function _rewardOfEpochOne() private view returns (uint256) {
        return pool.budgetOf(SEATS * BOND).supernodes / SEATS;
    }

    function _assertRefused(IDataMarket.Request memory request, bytes memory reason) private {
        bytes32[] memory proof = proofOf(0);
        vm.prank(BUYER);
        vm.expectRevert(reason);
        market.purchase(request, proof);
    }

    function _succeeds(bytes memory data) private returns (bool success) {
        (success, ) = address(market).call(data);
    }
}
