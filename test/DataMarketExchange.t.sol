// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DataMarket} from "../contracts/DataMarket.sol";
import {IDataMarket} from "../contracts/interfaces/IDataMarket.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {PriceController} from "../contracts/libraries/PriceControllers.sol";
import {Kind} from "../contracts/libraries/Verdicts.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";

/// @notice From delivery to settlement or refund. Disputes are in DataMarketDispute.t.sol.
contract DataMarketExchangeTest is MarketSystem {
    /* DELIVERY */

    function test_RevertWhen_DeliveredOrderIsNotOpen() public {
        IDataMarket.Order memory order = orderOf(requestOf(0));
        IDataMarket.Status[5] memory statuses = notOpen();
        for (uint256 i = 0; i < statuses.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bring(order, statuses[i]);
            vm.prank(operatorOf(1));
            vm.expectRevert(wrongStatus(order, statuses[i]));
            market.deliver(order, 0);
            vm.revertToState(snapshot);
        }
    }

    function test_RevertWhen_DelivererIsNotTheProvider() public {
        IDataMarket.Order memory order = buy();
        address[5] memory strangers = [STRANGER, BUYER, SUBMITTER, operatorOf(2), vm.addr(signerKeyOf(2))];
        for (uint256 i = 0; i < strangers.length; ++i) assertNotDeliveredBy(order, strangers[i]);
    }

    /// @dev E3: one second before the deadline, and at it.
    function test_RevertWhen_DeadlineHasCome() public {
        IDataMarket.Order memory order = buy();
        vm.warp(order.deadline);
        vm.prank(operatorOf(1));
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarket_DeadlinePassed.selector, order.deadline, order.deadline)
        );
        market.deliver(order, 0);

        vm.warp(order.deadline - 1);
        deliver(order, CONTENT_KEY);
        assertStatus(order, IDataMarket.Status.DELIVERED);
    }

    function test_DeliveryOpensTheDisputeWindow() public {
        IDataMarket.Order memory order = buy();
        bytes32 maskedKey = maskedFor(order, CONTENT_KEY, BUYER_SCALAR);
        skip(100);
        uint256 time = vm.getBlockTimestamp();

        vm.expectEmit(address(market));
        emit IDataMarket.Delivered(idOf(order), maskedKey, time + DAY);
        vm.prank(operatorOf(1));
        market.deliver(order, maskedKey);

        IDataMarket.OrderState memory state = market.stateOf(idOf(order));
        assertEq(uint256(state.status), uint256(IDataMarket.Status.DELIVERED));
        assertEq(state.deliveredAt, time);
        assertEq(state.maskedKeyHash, bytes26(keccak256(abi.encode(maskedKey))));
        assertEq(token.balanceOf(address(market)), PRICE);
        assertEq(market.priceOf(Kind.FILE), PRICE); // E6
    }

    /// @dev The operator's machine needs only the signer's key.
    function test_SignerDelivers() public {
        IDataMarket.Order memory order = buy();
        vm.prank(vm.addr(signerKeyOf(1)));
        market.deliver(order, 0);
        assertStatus(order, IDataMarket.Status.DELIVERED);
    }

    function test_NewSignerDeliversFromTheNextEpoch() public {
        IDataMarket.Request memory request = requestOf(0);
        request.deadline += 1; // epoch 3 begins before it
        IDataMarket.Order memory order = buy(request, 0);
        uint256 newKey = uint256(keccak256("new signer"));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(newKey, consentDigest(operatorOf(1)));
        vm.prank(operatorOf(1));
        staking.setSigner(vm.addr(newKey), abi.encodePacked(r, s, v));
        assertNotDeliveredBy(order, vm.addr(newKey));

        assertTrue(staking.isSigner(operatorOf(1), vm.addr(signerKeyOf(1))));

        warpToEpoch(3);
        assertNotDeliveredBy(order, vm.addr(signerKeyOf(1)));
        vm.prank(vm.addr(newKey));
        market.deliver(order, 0);
        assertStatus(order, IDataMarket.Status.DELIVERED);
    }

    function test_JailedProviderDelivers() public {
        IDataMarket.Order memory order = buy();
        jail(operatorOf(1));
        deliver(order, CONTENT_KEY);
        vm.warp(vm.getBlockTimestamp() + DAY);
        market.settle(order);
        assertEq(token.balanceOf(operatorOf(1)), 2.5e18);
    }

    /// @dev E7: an order of before a fork is delivered and settled on the chain that took another identifier.
    function test_OrderIsSettledAfterANewChainIdentifier() public {
        IDataMarket.Order memory order = buy();
        vm.chainId(block.chainid + 1);
        deliver(order, CONTENT_KEY);
        vm.chainId(block.chainid + 1); // and once more
        vm.warp(vm.getBlockTimestamp() + DAY);
        market.settle(order);
        assertStatus(order, IDataMarket.Status.SETTLED);
        assertEq(token.balanceOf(operatorOf(1)), 2.5e18);
    }

    function test_OrderIsAcceptedAfterANewChainIdentifier() public {
        IDataMarket.Order memory order = buy();
        deliver(order, CONTENT_KEY);
        vm.chainId(block.chainid + 1);
        vm.prank(BUYER);
        market.accept(order);
        assertStatus(order, IDataMarket.Status.SETTLED);
    }

    function test_OrderIsRefundedAfterANewChainIdentifier() public {
        uint256 balance = token.balanceOf(BUYER);
        IDataMarket.Order memory order = buy();
        vm.chainId(block.chainid + 1);
        vm.warp(order.deadline);
        market.refund(order);
        assertStatus(order, IDataMarket.Status.REFUNDED);
        assertEq(token.balanceOf(BUYER), balance);
    }

    function test_ResignedProviderDelivers() public {
        IDataMarket.Order memory order = buy();
        vm.prank(operatorOf(1));
        staking.resign();
        deliver(order, CONTENT_KEY);
        assertStatus(order, IDataMarket.Status.DELIVERED);
    }

    /* REFUND */

    function test_RevertWhen_RefundedOrderIsNotOpen() public {
        IDataMarket.Order memory order = orderOf(requestOf(0));
        IDataMarket.Status[5] memory statuses = notOpen();
        for (uint256 i = 0; i < statuses.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bring(order, statuses[i]);
            vm.warp(uint256(order.deadline) + 30 days);
            vm.expectRevert(wrongStatus(order, statuses[i]));
            market.refund(order);
            vm.revertToState(snapshot);
        }
    }

    /// @dev E3: the other way round than delivery.
    function test_RevertWhen_DeadlineHasNotCome() public {
        IDataMarket.Order memory order = buy();
        vm.warp(order.deadline - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarket_DeadlineNotPassed.selector,
                order.deadline - 1,
                order.deadline
            )
        );
        market.refund(order);

        vm.warp(order.deadline);
        market.refund(order);
        assertStatus(order, IDataMarket.Status.REFUNDED);
    }

    function test_AnyoneRefundsTheBuyer() public {
        uint256 balance = token.balanceOf(BUYER);
        IDataMarket.Order memory order = buy();
        vm.warp(order.deadline);

        vm.expectEmit(address(market));
        emit IDataMarket.Refunded(idOf(order), PRICE);
        vm.prank(STRANGER);
        market.refund(order);

        assertEq(token.balanceOf(BUYER), balance);
        assertEq(token.balanceOf(address(market)), 0);
        assertAccrued(0, 0);
        assertEq(market.controllerOf(Kind.FILE).grown, 0); // E6
    }

    /* ACCEPTANCE */

    function test_RevertWhen_AcceptedOrderIsNotDelivered() public {
        IDataMarket.Order memory order = orderOf(requestOf(0));
        IDataMarket.Status[5] memory statuses = notDelivered();
        for (uint256 i = 0; i < statuses.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bring(order, statuses[i]);
            vm.prank(BUYER);
            vm.expectRevert(wrongStatus(order, statuses[i]));
            market.accept(order);
            vm.revertToState(snapshot);
        }
    }

    function test_RevertWhen_AccepterIsNotTheBuyer() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        address[3] memory others = [operatorOf(1), SUBMITTER, STRANGER];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NotTheBuyer.selector, others[i], BUYER));
            market.accept(order);
        }
    }

    function test_AcceptanceSettlesAtOnce() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        assertSettled(order);
    }

    /// @dev The buyer may also be late: it changes nothing.
    function test_AcceptanceAfterTheWindowSettlesToo() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        skip(5 * DAY);
        vm.prank(BUYER);
        market.accept(order);
        assertSettled(order);
    }

    /* SETTLEMENT */

    function test_RevertWhen_SettledOrderIsNotDelivered() public {
        IDataMarket.Order memory order = orderOf(requestOf(0));
        IDataMarket.Status[5] memory statuses = notDelivered();
        for (uint256 i = 0; i < statuses.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bring(order, statuses[i]);
            vm.warp(uint256(order.deadline) + 30 days);
            vm.expectRevert(wrongStatus(order, statuses[i]));
            market.settle(order);
            vm.revertToState(snapshot);
        }
    }

    /// @dev E3: one second before the end of the window, and at it.
    function test_RevertWhen_DisputeWindowIsOpen() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        uint256 end = vm.getBlockTimestamp() + DAY;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_DisputeWindowOpen.selector, end - 1, end));
        market.settle(order);

        vm.warp(end);
        vm.prank(STRANGER);
        market.settle(order);
        assertSettled(order);
    }

    function test_SettlementDividesThePrice() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.warp(vm.getBlockTimestamp() + DAY);

        vm.expectEmit(address(market));
        emit IDataMarket.Settled(idOf(order), 6e18, 2.5e18, 1e18, 0.5e18);
        market.settle(order);

        assertSettled(order);
        PriceController memory controller = market.controllerOf(Kind.FILE); // E6
        assertEq(controller.excess, 1);
        assertEq(controller.grown, 1);
        assertEq(Epoch.unwrap(controller.epoch), 3);
    }

    /// @dev E2: the four parts sum to the price at any price and any shares; none is more than its share.
    function testFuzz_PartsSumToThePrice(uint96 floor, uint256 seed) public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.prices[0].floor = uint96(bound(floor, 1, 1_000_000e18));
        terms.submitterShare = uint16(bound(seed, 0, 10_000));
        terms.providerShare = uint16(bound(seed >> 64, 0, 10_000 - terms.submitterShare));
        terms.poolShare = uint16(bound(seed >> 128, 0, 10_000 - terms.submitterShare - terms.providerShare));
        terms.burnShare = 10_000 - terms.submitterShare - terms.providerShare - terms.poolShare;
        market = deployMarket(terms);
        fundAndApprove(BUYER, address(market), terms.prices[0].floor);
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        assertEq(order.price, terms.prices[0].floor);
        vm.prank(BUYER);
        market.accept(order);

        (uint256 toPool, uint256 toBurn) = market.accrued();
        uint256 toSubmitter = token.balanceOf(SUBMITTER);
        uint256 toProvider = token.balanceOf(operatorOf(1));
        assertEq(toSubmitter, (uint256(order.price) * terms.submitterShare) / 10_000);
        assertEq(toProvider, (uint256(order.price) * terms.providerShare) / 10_000);
        assertEq(toPool, (uint256(order.price) * terms.poolShare) / 10_000);
        assertEq(toSubmitter + toProvider + toPool + toBurn, order.price);
        assertLe(toBurn, (uint256(order.price) * terms.burnShare) / 10_000 + 3);
        assertEq(token.balanceOf(address(market)), toPool + toBurn);

        if (toPool + toBurn != 0) market.flush();
        assertEq(token.balanceOf(address(market)), 0);
    }

    /* FLUSH */

    function test_RevertWhen_NothingHasAccrued() public {
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NothingToFlush.selector));
        market.flush();
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        market.flush();
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NothingToFlush.selector));
        market.flush();
    }

    function test_FlushPaysThePoolAndBurns() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        buy(requestOf(1), 1); // an open order, which is not touched
        uint256 supply = token.totalSupply();
        uint256 available = pool.available();

        vm.expectEmit(address(market));
        emit IDataMarket.Flushed(1e18, 0.5e18);
        vm.prank(STRANGER);
        market.flush();

        assertEq(pool.available(), available + 1e18);
        assertEq(token.totalSupply(), supply - 0.5e18);
        assertEq(token.balanceOf(address(market)), 1e18);
        assertAccrued(0, 0);
    }

    function test_FlushWithoutAPoolShareOnlyBurns() public {
        IDataMarket.Parameters memory terms = marketParameters();
        (terms.poolShare, terms.burnShare) = (0, 1_500);
        assertFlushed(deployMarket(terms), 0, 1.5e18);
    }

    function test_FlushWithoutABurnShareOnlyPays() public {
        IDataMarket.Parameters memory terms = marketParameters();
        (terms.poolShare, terms.burnShare) = (1_500, 0);
        assertFlushed(deployMarket(terms), 1.5e18, 0);
    }

    /* HELPERS */

    function notOpen() private pure returns (IDataMarket.Status[5] memory) {
        return
            [
                IDataMarket.Status.NONE,
                IDataMarket.Status.DELIVERED,
                IDataMarket.Status.SETTLED,
                IDataMarket.Status.REFUNDED,
                IDataMarket.Status.WRONG_KEY
            ];
    }

    function assertNotDeliveredBy(IDataMarket.Order memory order, address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NotTheProvider.selector, caller, order.provider));
        market.deliver(order, 0);
    }

    /// @dev The one settled order of the market, at the floor of files.
    function assertSettled(IDataMarket.Order memory order) private view {
        assertStatus(order, IDataMarket.Status.SETTLED);
        assertEq(token.balanceOf(SUBMITTER), 6e18);
        assertEq(token.balanceOf(operatorOf(1)), 2.5e18);
        assertEq(token.balanceOf(address(market)), 1.5e18);
        assertAccrued(1e18, 0.5e18);
    }

    function assertFlushed(DataMarket other, uint256 toPool, uint256 toBurn) private {
        market = other;
        vm.prank(BUYER);
        token.approve(address(market), PRICE);
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        uint256 supply = token.totalSupply();
        uint256 available = pool.available();

        vm.expectEmit(address(market));
        emit IDataMarket.Flushed(toPool, toBurn);
        market.flush();
        assertEq(pool.available(), available + toPool);
        assertEq(token.totalSupply(), supply - toBurn);
        assertEq(token.balanceOf(address(market)), 0);
    }
}
