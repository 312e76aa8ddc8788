// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {DataMarket} from "../contracts/DataMarket.sol";
import {IDataMarket} from "../contracts/interfaces/IDataMarket.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {OrderId} from "../contracts/libraries/OrderId.sol";
import {PriceControllers} from "../contracts/libraries/PriceControllers.sol";
import {Kind, Verdict} from "../contracts/libraries/Verdicts.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";
import {Secp256k1} from "./helpers/Secp256k1.sol";

/// @notice Failures of other exchanges, self-dealing, and a world in which everybody else is gone.
contract DataMarketPeersTest is MarketSystem {
    /* PEERS */

    /// @dev FDE: the key was accepted while the refund was already open, and the buyer took both. Here each second belongs
    /// to one of them.
    function test_FDE_KeyIsNeverAcceptedWhileTheRefundIsOpen() public {
        IDataMarket.Order memory order = buy();
        bytes32 maskedKey = maskedFor(order, CONTENT_KEY, BUYER_SCALAR);
        for (uint256 time = order.deadline - 3; time < order.deadline + 3; ++time) {
            vm.warp(time);
            uint256 snapshot = vm.snapshotState();
            vm.prank(operatorOf(1));
            bool delivers = succeeds(abi.encodeCall(IDataMarket.deliver, (order, maskedKey)));
            if (delivers) {
                vm.warp(order.deadline);
                assertFalse(succeeds(abi.encodeCall(IDataMarket.refund, (order))));
            }
            vm.revertToState(snapshot);
            bool refunds = succeeds(abi.encodeCall(IDataMarket.refund, (order)));
            vm.revertToState(snapshot);
            assertEq(delivers, time < order.deadline);
            assertNotEq(delivers, refunds);
        }
    }

    /// @dev FDE: the key stood on chain for everybody. Here a stranger sees a mask, and all that is public of both keys.
    function test_FDE_DeliveredKeyIsNotPublic() public {
        IDataMarket.Order memory order = buy();
        vm.recordLogs();
        bytes32 maskedKey = deliver(order, CONTENT_KEY);
        assertEq(vm.getRecordedLogs().length, 1);
        assertNotEq(maskedKey, CONTENT_KEY);
        bytes32 id = OrderId.unwrap(idOf(order));
        assertNotEq(maskedKey ^ keccak256(abi.encode(order.buyerKey, id)), CONTENT_KEY);
        assertNotEq(maskedKey ^ keccak256(abi.encode(order.provider, id)), CONTENT_KEY);
        assertNotEq(maskedKey ^ keccak256(abi.encode(vm.addr(encryptionKeyOf(1)), id)), CONTENT_KEY);
    }

    /// @dev Ocean: when funds were short the withdrawal did nothing, without a word. Here it reverts, and works later.
    function test_Ocean_ShortEscrowIsNotForgotten() public {
        IDataMarket.Order memory order = buy();
        vm.prank(address(market));
        token.transfer(STRANGER, 1);
        vm.warp(order.deadline);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(market), PRICE - 1, PRICE)
        );
        market.refund(order);
        assertStatus(order, IDataMarket.Status.OPEN);

        vm.prank(STRANGER);
        token.transfer(address(market), 1);
        market.refund(order);
        assertStatus(order, IDataMarket.Status.REFUNDED);
    }

    /// @dev Ocean: an order was paid at once and could not be refunded.
    function test_Ocean_OrderIsNotPaidAtOnce() public {
        uint256 balance = token.balanceOf(BUYER);
        IDataMarket.Order memory order = buy();
        assertEq(token.balanceOf(SUBMITTER), 0);
        assertEq(token.balanceOf(operatorOf(1)), 0);
        assertAccrued(0, 0);
        vm.warp(order.deadline);
        market.refund(order);
        assertEq(token.balanceOf(BUYER), balance);
    }

    /// @dev PolySwarm: parameters were read at settlement. Here price, keys and shares are those of the purchase (E5).
    function test_PolySwarm_LaterChangesDoNotReachAnOrder() public {
        IDataMarket.Order memory order = buy();
        // Another sale raises the price, the provider changes all that it can change.
        IDataMarket.Request memory request = requestOf(0);
        request.deadline += 1;
        IDataMarket.Order memory other = buy(request, 0);
        deliver(other, CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(other);
        assertGt(market.priceOf(Kind.FILE), PRICE);
        vm.startPrank(operatorOf(1));
        staking.setEncryptionKey(Secp256k1.publicKey(4_711));
        staking.setCommission(10_000);
        staking.setMetadataURI("");
        staking.resign();
        vm.stopPrank();

        deliver(order, CONTENT_KEY);
        vm.warp(vm.getBlockTimestamp() + DAY);
        vm.expectEmit(address(market));
        emit IDataMarket.Settled(idOf(order), 6e18, 2.5e18, 1e18, 0.5e18);
        market.settle(order);
    }

    /// @dev PolySwarm: a change reopened finished rounds. Here nothing, not even a year, opens an order again (E2).
    function test_PolySwarm_FinishedOrdersStayFinished() public {
        IDataMarket.Status[3] memory ends = [
            IDataMarket.Status.SETTLED,
            IDataMarket.Status.REFUNDED,
            IDataMarket.Status.WRONG_KEY
        ];
        IDataMarket.Order memory order = orderOf(requestOf(0));
        bytes32 maskedKey = maskedFor(order, WRONG_KEY, BUYER_SCALAR);
        for (uint256 i = 0; i < ends.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bring(order, ends[i]);
            vm.warp(vm.getBlockTimestamp() + 365 days);
            vm.startPrank(operatorOf(1));
            vm.expectRevert(wrongStatus(order, ends[i]));
            market.deliver(order, maskedKey);
            vm.expectRevert(wrongStatus(order, ends[i]));
            market.refund(order);
            vm.expectRevert(wrongStatus(order, ends[i]));
            market.settle(order);
            vm.expectRevert(wrongStatus(order, ends[i]));
            market.dispute(order, maskedKey, BUYER_SCALAR);
            vm.stopPrank();
            vm.prank(BUYER);
            vm.expectRevert(wrongStatus(order, ends[i]));
            market.accept(order);
            vm.revertToState(snapshot);
        }
    }

    /// @dev Donated VMT is nobody's: it neither accrues nor stands in the way.
    function test_DonationsChangeNoFigure() public {
        fund(address(market), 5e18);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NothingToFlush.selector));
        market.flush();
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        assertAccrued(1e18, 0.5e18);
        market.flush();
        assertEq(token.balanceOf(address(market)), 5e18);
    }

    /// @dev An order copied from the mempool, key and all, is an order of the copier: it blocks nobody, and its key
    /// opens nothing for whoever lacks the private half.
    function test_CopiedPurchaseBlocksNobody() public {
        IDataMarket.Request memory request = requestOf(0);
        bytes32[] memory proof = proofOf(0);
        fundAndApprove(STRANGER, address(market), PRICE);
        vm.prank(STRANGER);
        OrderId copied = market.purchase(request, proof);
        IDataMarket.Order memory order = buy(request, 0);
        assertNotEq(OrderId.unwrap(copied), OrderId.unwrap(idOf(order)));
        assertStatus(order, IDataMarket.Status.OPEN);
    }

    /* SELF-DEALING */

    /// @dev Buyer, provider and submitter in one: every end of the order leaves him with what he had or with less.
    function test_BuyerProviderAndSubmitterInOneGainNothing() public {
        address rogue = operatorOf(1);
        Verdict memory verdict = sampleVerdict(0);
        verdict.submitter = rogue;
        warpToEpoch(3);
        publish(reportOf(leafOf(verdict), 0, 0), SEATS);
        fundAndApprove(rogue, address(market), 100e18);
        uint256 wealth = wealthOf(rogue);

        IDataMarket.Request memory request = requestOf(0);
        (request.epoch, request.verdict) = (Epoch.wrap(2), verdict);
        IDataMarket.Order memory order = orderOf(request);
        order.buyer = rogue;
        vm.prank(rogue);
        market.purchase(request, new bytes32[](0));

        uint256 snapshot = vm.snapshotState();
        deliver(order, CONTENT_KEY);
        vm.prank(rogue);
        market.accept(order);
        assertEq(wealthOf(rogue), wealth - 1.5e18, "pool and burn are lost");

        vm.revertToState(snapshot);
        market.dispute(order, deliver(order, WRONG_KEY), BUYER_SCALAR);
        assertEq(wealthOf(rogue), wealth - PRICE, "half of the penalty is lost");

        vm.revertToState(snapshot);
        vm.warp(order.deadline);
        market.refund(order);
        assertEq(wealthOf(rogue), wealth);
    }

    /* EVERYBODY ELSE IS GONE */

    /// @dev E7, X6: no council, no provider, ten years later: one call ends the order.
    function test_BuyerAloneEndsAnUndeliveredOrder() public {
        uint256 balance = token.balanceOf(BUYER);
        IDataMarket.Order memory order = buy();
        vm.warp(vm.getBlockTimestamp() + 3_650 days);
        vm.prank(BUYER);
        market.refund(order);
        assertEq(token.balanceOf(BUYER), balance);
    }

    /// @dev E7, X6: no council, no buyer: one call pays the provider.
    function test_ProviderAloneEndsADeliveredOrder() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.warp(vm.getBlockTimestamp() + 3_650 days);
        vm.prank(operatorOf(1));
        market.settle(order);
        assertEq(token.balanceOf(operatorOf(1)), 2.5e18);
        assertEq(token.balanceOf(SUBMITTER), 6e18);
    }

    /// @dev X6: a subscription is ended by its vendor alone; what was earned is flushed by anyone.
    function test_VendorAloneEndsASubscription() public {
        fundAndApprove(BUYER, address(subscriptions), 0);
        uint256 balance = token.balanceOf(BUYER);
        vm.prank(BUYER);
        subscriptions.subscribe(30, type(uint256).max);
        warpToEpoch(20);
        vm.prank(BUYER);
        subscriptions.cancel();
        assertEq(token.balanceOf(BUYER), balance - 1_900e18); // epochs 2 to 20
        subscriptions.flush();
        assertEq(token.balanceOf(address(subscriptions)), 0);
    }

    /// @dev X4: a chain that halts for a year wakes up with orders that can be ended, made and delivered.
    function test_MarketWakesUpAfterAYear() public {
        IDataMarket.Order memory order = buy();
        vm.warp(vm.getBlockTimestamp() + 365 days);
        market.refund(order);
        IDataMarket.Order memory next = buy();
        assertEq(next.price, PRICE);
        deliver(next, CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(next);
        assertStatus(next, IDataMarket.Status.SETTLED);
    }

    /* EXTREME PRICES */

    /// @dev E6, X4: a floor whose highest price fits in an order is sold; one unit more and the market is not deployed.
    function test_LargestFloorCanBeSold() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.prices[0] = IDataMarket.PriceTerms({floor: type(uint96).max / 16, target: 1, scale: 1});
        assertEq(deployMarket(terms).priceOf(Kind.FILE), type(uint96).max / 16);

        terms.prices[0].floor += 1;
        nameMarket(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        vm.expectRevert(
            abi.encodeWithSelector(
                PriceControllers.PriceController_InvalidTerms.selector,
                uint256(terms.prices[0].floor),
                1,
                1
            )
        );
        new DataMarket(ledger, terms);
    }

    /// @dev E2, E6: at a floor of one unit shares round to zero, and still every price paid comes out again.
    function test_SmallestFloorIsPaidOutInFull() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.prices[0] = IDataMarket.PriceTerms({floor: 1, target: 1, scale: 1});
        market = deployMarket(terms);
        vm.prank(BUYER);
        token.approve(address(market), type(uint256).max);
        uint256 last = 0;
        for (uint256 i = 0; i < 6; ++i) {
            IDataMarket.Request memory request = requestOf(0);
            request.deadline += i;
            IDataMarket.Order memory order = buy(request, 0);
            assertGe(order.price, last);
            assertLe(order.price, 16);
            last = order.price;
            deliver(order, CONTENT_KEY);
            vm.prank(BUYER);
            market.accept(order);
        }
        assertEq(last, 16);
        market.flush();
        assertEq(token.balanceOf(address(market)), 0);
    }

    /* HELPERS */

    function succeeds(bytes memory data) private returns (bool success) {
        (success, ) = address(market).call(data);
    }

    /// @dev What an operator has and what is bonded.
    function wealthOf(address operator) private view returns (uint256) {
        return token.balanceOf(operator) + staking.supernodeOf(operator).bond;
    }
}
