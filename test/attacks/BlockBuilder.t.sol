// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {OrderId} from "../../contracts/libraries/OrderId.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Kind} from "../../contracts/libraries/Verdicts.sol";
import {MarketSystem} from "../helpers/MarketSystem.sol";

/// @notice What somebody would take who sees each transaction first, orders them, puts his own between them, and
/// chooses what a block says of itself; and what he is left with.
contract BlockBuilderAttacksTest is MarketSystem {
    address private constant BUILDER = address(0xB10C);
    uint256 private constant HOLDER_KEY = 0xA11CE;
    uint256 private constant WEALTH = 1_000_000e18; // of BUYER, in units of VMT

    /* ORDER WITHIN A SECOND */

    /// @dev He would gain: the choice of who gets the escrow, by ordering delivery and refund within the deadline's
    /// seconds. E2 and E3 stop him: each second belongs to one of them, in any order. Left with: the same outcome
    /// either way.
    function test_TheOrderWithinASecondDecidesNothing() public {
        IDataMarket.Order memory order = buy();
        bytes32 mask = maskedFor(order, CONTENT_KEY, BUYER_SCALAR);
        bytes[2] memory calls = [abi.encodeCall(market.deliver, (order, mask)), abi.encodeCall(market.refund, (order))];
        for (uint256 time = order.deadline - 2; time < order.deadline + 2; ++time) {
            uint256 status = _statusAfter(order, time, calls[0], calls[1]);
            assertEq(status, _statusAfter(order, time, calls[1], calls[0]));
            IDataMarket.Status expected =
                time < order.deadline ? IDataMarket.Status.DELIVERED : IDataMarket.Status.REFUNDED;
            assertEq(status, uint256(expected));
        }

        mask = deliver(order, WRONG_KEY);
        uint256 end = vm.getBlockTimestamp() + 1 days;
        calls = [abi.encodeCall(market.dispute, (order, mask, BUYER_SCALAR)), abi.encodeCall(market.settle, (order))];
        for (uint256 time = end - 2; time < end + 2; ++time) {
            uint256 status = _statusAfter(order, time, calls[0], calls[1]);
            assertEq(status, _statusAfter(order, time, calls[1], calls[0]));
            IDataMarket.Status expected = time < end ? IDataMarket.Status.WRONG_KEY : IDataMarket.Status.SETTLED;
            assertEq(status, uint256(expected));
        }
    }

    function _statusAfter(
        IDataMarket.Order memory order,
        uint256 time,
        bytes memory first,
        bytes memory second
    ) private returns (uint256 status) {
        uint256 snapshot = vm.snapshotState();
        vm.warp(time);
        vm.startPrank(order.provider);
        (bool one, ) = address(market).call(first);
        (bool two, ) = address(market).call(second);
        vm.stopPrank();
        assertNotEq(one, two); // exactly one of them
        OrderId id = idOf(order);
        status = uint256(market.stateOf(id).status);
        vm.revertToState(snapshot);
    }

    /// @dev He would gain: purchases before the start or after the end of the sale, by a block's time at the border. S3
    /// stops him: the first second is START, the last END - 1. Left with: the seconds that everybody has.
    function test_TheSalesBordersAreSeconds() public {
        uint256[4] memory times = [sale.START() - 1, sale.START(), sale.END() - 1, sale.END()];
        vm.deal(BUILDER, 4 ether);
        for (uint256 i = 0; i < 4; ++i) {
            vm.warp(times[i]);
            vm.prank(BUILDER);
            (bool bought, ) = address(sale).call{value: 1 ether}("");
            assertEq(bought, i == 1 || i == 2);
        }
        assertEq(sale.raised(), 2 ether);
    }

    /* IN FRONT OF OTHERS */

    /// @dev He would gain: a failed purchase, by using the buyer's permit before him. T4 stops him: the allowance is
    /// there. Left with: the gas spent; the buyer with his order.
    function test_AnOvertakenPermitBuysAllTheSame() public {
        address holder = vm.addr(HOLDER_KEY);
        fund(holder, PRICE);
        Permit memory permit = permitOf(HOLDER_KEY, address(market), PRICE, vm.getBlockTimestamp());
        vm.prank(BUILDER);
        token.permit(holder, address(market), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(BUILDER); // nor does the allowance serve him
        (bool taken, ) = address(token).call(abi.encodeCall(token.transferFrom, (holder, BUILDER, PRICE)));
        assertFalse(taken);
        bytes32[] memory proof = proofOf(0);
        IDataMarket.Request memory request = requestOf(0);
        vm.prank(holder);
        market.purchaseWithPermit(request, proof, permit);
        assertEq(token.balanceOf(address(market)), PRICE);
    }

    /// @dev He would gain: the buyer's order or its price, by the same request in front of him. X2 and E5 stop him: the
    /// order names who paid. Left with: an order of his own, paid, whose mask he cannot open.
    function test_ACopiedPurchaseIsHisOwn() public {
        fundAndApprove(BUILDER, address(market), PRICE);
        IDataMarket.Request memory request = requestOf(0);
        bytes32[] memory proof = proofOf(0);
        vm.prank(BUILDER);
        market.purchase(request, proof);
        IDataMarket.Order memory order = buy(request, 0);
        assertStatus(order, IDataMarket.Status.OPEN);
        assertEq(token.balanceOf(BUILDER), 0);
        assertEq(token.balanceOf(BUYER), WEALTH - PRICE);
    }

    /// @dev He would gain: a higher price from a buyer, by settling orders of his own just before. E5 stops him: the
    /// buyer named the highest. Left with: 15 % of his own prices lost; the buyer with all his money.
    function test_APriceRaisedBeforeAPurchaseIsNotPaid() public {
        fundAndApprove(BUILDER, address(market), WEALTH / 10);
        IDataMarket.Request memory request = requestOf(2); // 20 VMT, of the small market for intelligence
        uint256 seen = market.priceOf(Kind.INTEL);
        bytes32[] memory proof = proofOf(2);
        for (uint256 i = 0; i < 10; ++i) {
            request.deadline += 1;
            IDataMarket.Order memory order = orderOf(request);
            order.buyer = BUILDER;
            vm.prank(BUILDER);
            market.purchase(request, proof);
            deliver(order, CONTENT_KEY);
            vm.prank(BUILDER);
            market.accept(order);
        }
        uint256 raised = market.priceOf(Kind.INTEL);
        assertGt(raised, seen);
        request.maxPrice = seen;
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_PriceAboveMaximum.selector, raised, seen));
        market.purchase(request, proof);
        assertEq(token.balanceOf(BUYER), WEALTH);
    }

    /// @dev He would gain: the buyer's refund or bounty, by sending the buyer's own dispute first. E4 and X2 stop him:
    /// both go to the buyer. Left with: the gas spent.
    function test_ACopiedDisputePaysTheBuyer() public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);
        vm.prank(BUILDER);
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertEq(token.balanceOf(BUILDER), 0);
        assertEq(token.balanceOf(BUYER), WEALTH + PRICE);
    }

    /* REPORTS */

    /// @dev He would gain: a rival's pay, by publishing the council's report with as few signatures as make a quorum.
    /// P5 concedes the omission and pays nobody for it. Left with: nothing; each supernode left out loses 1 / 7 of the
    /// supernodes' part of that epoch, which stays in the pool, and answers by a heartbeat.
    function test_SignaturesLeftOutPayNobody() public {
        warpToEpoch(3);
        uint256 all = (1 << SEATS) - 1;
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        uint256 snapshot = vm.snapshotState();
        uint256 before = staking.supernodeOf(operatorOf(1)).bond;
        ledger.publish(report, all, signatures);
        uint256 pay = staking.supernodeOf(operatorOf(1)).bond - before;
        vm.revertToState(snapshot);

        (, ISupernodeCouncil.Signature[] memory quorum) = signReport(report, QUORUM);
        uint256 available = pool.available();
        vm.prank(BUILDER);
        ledger.publish(report, (1 << QUORUM) - 1, quorum);
        assertLt(staking.supernodeOf(operatorOf(1)).bond - before, pay); // even less: fewer signers, less weight
        assertEq(staking.supernodeOf(operatorOf(SEATS)).bond, before);
        assertEq(token.balanceOf(BUILDER), 0);
        assertLt(available - pool.available(), SEATS * pay);
    }

    /// @dev He would gain: the epoch, by holding the report back out of its round. R3 stops the old one, P3 saves the
    /// rewards. Left with: an hour's delay for each block space that he buys; the same content is reported in the next
    /// round.
    function test_AReportHeldBackIsSignedForTheNextRound() public {
        warpToEpoch(3);
        IVerdictLedger.Report memory report = reportOf(keccak256("verdicts"), 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        skip(1 hours);
        vm.prank(BUILDER);
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_WrongRound.selector, 0, 1));
        ledger.publish(report, bits, signatures);
        publish(reportOf(keccak256("verdicts"), 0, 0), SEATS);
        assertEq(ledger.publicationOf(Epoch.wrap(2)).verdictsRoot, keccak256("verdicts"));
    }

    /// @dev He would gain: a share of the pay-in, by a deposit in front of the publication and an exit behind it. K7
    /// stops him: nothing drips within a block. Left with: his money less a unit, locked for 15 epochs.
    function test_ADepositAroundThePublicationEarnsNothing() public {
        warpToEpoch(3);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        fundAndApprove(BUILDER, address(staking), 10_000_000e18);
        vm.startPrank(BUILDER);
        staking.vote(operatorOf(1), 10_000_000e18);
        ledger.publish(report, bits, signatures);
        staking.unvote(operatorOf(1), staking.sharesOf(operatorOf(1), BUILDER));
        vm.stopPrank();
        warpToEpoch(18);
        vm.prank(BUILDER);
        staking.withdraw(operatorOf(1), Epoch.wrap(3));
        assertLe(token.balanceOf(BUILDER), 10_000_000e18);
    }

    /* THE BLOCK ITSELF */

    /// @dev He would gain: another result by what a block says of itself: base fee, beneficiary, randomness, number,
    /// gas price. X2 stops him: no contract reads any of it, only the time. Left with: the same balances.
    function testFuzz_NothingButTimeOfABlockCounts(
        uint64 fee,
        address beneficiary,
        bytes32 randao,
        uint32 number,
        uint64 gasPrice
    ) public {
        bytes32 plain = _journey();
        vm.assume(uint160(beneficiary) > type(uint32).max);
        vm.fee(fee);
        vm.coinbase(beneficiary);
        vm.prevrandao(randao);
        vm.roll(number);
        vm.txGasPrice(gasPrice);
        assertEq(_journey(), plain);
    }

    /// @dev A sale, a dispute and a report; what all are left with.
    function _journey() private returns (bytes32 balances) {
        uint256 snapshot = vm.snapshotState();
        (IDataMarket.Order memory good, ) = delivered(CONTENT_KEY);
        skip(1);
        (IDataMarket.Order memory bad, bytes32 maskedKey) = delivered(WRONG_KEY);
        market.dispute(bad, maskedKey, BUYER_SCALAR);
        warpToEpoch(3);
        skip(1);
        market.settle(good);
        publish(reportOf(0, rewardLeaf(SUBMITTER, 3e18), 3e18), SEATS);
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(2), amount: 3e18, proof: new bytes32[](0)});
        pool.claim(SUBMITTER, claims);
        market.flush();
        balances = keccak256(
            abi.encode(
                token.balanceOf(BUYER),
                token.balanceOf(SUBMITTER),
                token.balanceOf(operatorOf(1)),
                token.balanceOf(address(pool)),
                token.totalSupply(),
                staking.weightOf(operatorOf(1))
            )
        );
        vm.revertToState(snapshot);
    }
}
