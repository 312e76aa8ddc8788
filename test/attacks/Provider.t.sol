// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {MarketSystem} from "../helpers/MarketSystem.sol";
import {Secp256k1} from "../helpers/Secp256k1.sol";

/// @notice What a provider would take from buyers, submitters and other providers, and what it is left with.
contract ProviderAttacksTest is MarketSystem {
    uint256 private constant DEAR = 40_000e18; // price of a URL here: twice it is most of a bond
    uint256 private constant WEALTH = 1_000_000e18; // of BUYER, in units of VMT

    uint256 private _rewarded; // what the report of epoch 1 paid in to each bond

    function setUp() public override {
        super.setUp();
        _rewarded = staking.supernodeOf(operatorOf(1)).bond - BOND;
    }

    function marketParameters() internal view override returns (IDataMarket.Parameters memory parameters) {
        parameters = super.marketParameters();
        parameters.prices[1] = IDataMarket.PriceTerms({floor: uint96(DEAR), target: 1, scale: 8});
    }

    /* WRONG KEYS */

    /// @dev It would gain: a quarter of the price for a key that opens nothing. E4 stops it: the buyer proves it. Left
    /// with: twice the price lost; the buyer has his price and as much again.
    function test_AWrongKeyCostsTwiceThePrice() public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);
        uint256 supply = token.totalSupply();
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertEq(token.balanceOf(order.provider), 0);
        assertEq(staking.supernodeOf(order.provider).bond, BOND + _rewarded - 2 * PRICE);
        assertEq(token.balanceOf(BUYER), WEALTH + PRICE);
        assertEq(supply - token.totalSupply(), PRICE);
    }

    /// @dev It would gain: prices for wrong keys sold to more buyers than its bond can answer for. E2 stops it: a price
    /// never leaves the escrow before it is settled. Left with: no bond and no price; each buyer has his money, the
    /// first two a bounty too.
    function test_MoreWrongKeysThanBondStillRefundEveryBuyer() public {
        IDataMarket.Order[] memory orders = new IDataMarket.Order[](4);
        bytes32[] memory masks = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) {
            IDataMarket.Request memory request = requestOf(1);
            request.deadline += i;
            orders[i] = buy(request, 1);
            masks[i] = deliver(orders[i], WRONG_KEY);
        }
        uint256 bond = BOND + _rewarded;
        uint256 expected = WEALTH;
        for (uint256 i = 0; i < 4; ++i) {
            market.dispute(orders[i], masks[i], BUYER_SCALAR);
            uint256 taken = bond < 2 * DEAR ? bond : 2 * DEAR;
            bond -= taken;
            expected += taken / 2;
            assertStatus(orders[i], IDataMarket.Status.WRONG_KEY);
        }
        assertEq(bond, 0);
        assertEq(token.balanceOf(BUYER), expected);
        assertEq(token.balanceOf(address(market)), 0);
        assertEq(token.balanceOf(operatorOf(1)), 0);
    }

    /// @dev It would gain: its bond, before it is slashed, by buying a wrong key from itself. The bounty concedes it a
    /// half. K9 and E4 burn the other. Left with: half of the bond, out of office; its voters' stake has not moved.
    function test_SellingItselfAWrongKeyBurnsHalfOfItsBond() public {
        address operator = operatorOf(1);
        uint256 together = WEALTH + BOND + _rewarded; // BUYER is its second account
        IDataMarket.Order memory order = buy(requestOf(1), 1);
        bytes32 maskedKey = deliver(order, WRONG_KEY);
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertFalse(staking.isEligible(operator)); // no further orders
        uint256 left = token.balanceOf(BUYER) + staking.supernodeOf(operator).bond;
        assertEq(together - left, DEAR); // half of the 2 * DEAR that the bond lost
    }

    /* DELIVERY */

    /// @dev It would gain: the price after the buyer has it back, or the mask in the second of the refund. E3 stops it.
    /// Left with: nothing but the key that its calldata has shown.
    function test_DeliveringAtTheDeadlinePaysNothing() public {
        IDataMarket.Order memory order = buy();
        bytes32 maskedKey = maskedFor(order, CONTENT_KEY, BUYER_SCALAR);
        vm.warp(order.deadline);
        vm.prank(order.provider);
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarket_DeadlinePassed.selector, order.deadline, order.deadline)
        );
        market.deliver(order, maskedKey);
        market.refund(order);
        vm.prank(order.provider);
        vm.expectRevert(wrongStatus(order, IDataMarket.Status.REFUNDED));
        market.deliver(order, maskedKey);
        assertEq(token.balanceOf(BUYER), WEALTH);
        assertEq(token.balanceOf(order.provider), 0);
    }

    /// @dev It would gain: a rival's bond, by delivering a wrong key in its name, as any other supernode, as the
    /// rival's former signer or as its next one. E2 and K10 stop it: the operator delivers, or its signer of this
    /// epoch. Left with: nothing; the rival's bond and order are untouched.
    function test_NobodyDeliversInTheNameOfARival() public {
        IDataMarket.Order memory order = buy();
        uint256 next = uint256(keccak256("the rival's next signer"));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(next, consentDigest(operatorOf(1)));
        vm.prank(operatorOf(1));
        staking.setSigner(vm.addr(next), abi.encodePacked(r, s, v));

        address[4] memory callers = [operatorOf(2), vm.addr(signerKeyOf(2)), vm.addr(next), BUYER];
        for (uint256 i = 0; i < callers.length; ++i) _assertNotTheProvider(order, callers[i]);
        warpToNextEpoch();
        IDataMarket.Order memory later = buy(requestOf(0), 0);
        _assertNotTheProvider(later, vm.addr(signerKeyOf(1))); // the former one, leaked
        assertEq(staking.supernodeOf(operatorOf(1)).bond, BOND + _rewarded);

        bytes32 maskedKey = maskedFor(later, CONTENT_KEY, BUYER_SCALAR);
        vm.prank(vm.addr(next));
        market.deliver(later, maskedKey);
        assertStatus(later, IDataMarket.Status.DELIVERED);
    }

    /// @dev It would gain: an order that it cannot lose, by another encryption key after the purchase, under which the
    /// dispute computes something else. E5 stops it: the order keeps the key. Left with: twice the price lost, as
    /// before.
    function test_AnotherEncryptionKeyChangesNoDispute() public {
        IDataMarket.Order memory order = buy();
        bytes32 maskedKey = maskedFor(order, WRONG_KEY, BUYER_SCALAR);
        vm.startPrank(order.provider);
        staking.setEncryptionKey(Secp256k1.publicKey(4242));
        market.deliver(order, maskedKey);
        staking.setEncryptionKey(Secp256k1.publicKey(BUYER_SCALAR));
        vm.stopPrank();
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertEq(token.balanceOf(BUYER), WEALTH + PRICE);
        assertEq(staking.supernodeOf(order.provider).bond, BOND + _rewarded - 2 * PRICE);
    }

    /// @dev It would gain: its bond before the last dispute, by resigning in the second of the purchase and delivering
    /// at the last. K5 and E4 stop it: the bond stays longer than any order. Left with: twice the price lost.
    function test_ResigningDoesNotOutrunTheLastDispute() public {
        IDataMarket.Request memory request = requestOf(0);
        request.deadline = vm.getBlockTimestamp() + 3 days; // the latest
        IDataMarket.Order memory order = buy(request, 0);
        vm.prank(order.provider);
        staking.resign();
        vm.warp(order.deadline - 1);
        bytes32 maskedKey = deliver(order, WRONG_KEY);
        skip(1 days - 1); // the last second of the dispute
        vm.prank(order.provider);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_BondLocked.selector, 5, 17));
        staking.withdrawBond();
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertEq(token.balanceOf(BUYER), WEALTH + PRICE);
        assertEq(staking.supernodeOf(order.provider).bond, BOND + _rewarded - 2 * PRICE);
    }

    /// @dev It would gain: the buyer's money while it waits, by taking orders and never delivering. E7 stops it:
    /// nothing of it is ever its own. Left with: nothing; the buyer has all his money at the deadline, by anyone's
    /// call.
    function test_OrdersTakenAndNotServedEarnNothing() public {
        IDataMarket.Order memory order = buy();
        vm.warp(order.deadline);
        vm.prank(STRANGER);
        market.refund(order);
        assertEq(token.balanceOf(BUYER), WEALTH);
        assertEq(token.balanceOf(order.provider) + token.balanceOf(STRANGER), 0);
    }

    /// @dev It would gain: the submitter's 60 % too, by selling verdicts that name nobody or itself. E5 and R5 stop it:
    /// a verdict without a submitter is not sold, and the name is signed. Left with: its own quarter.
    function test_TheRoyaltyGoesToWhomTheQuorumNamed() public {
        IDataMarket.Request memory request = requestOf(UNNAMED);
        bytes32[] memory proof = proofOf(UNNAMED);
        vm.prank(BUYER);
        vm.expectRevert(IDataMarket.DataMarket_NoSubmitter.selector);
        market.purchase(request, proof);
        request.verdict.submitter = operatorOf(1);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_InvalidVerdict.selector, 1));
        market.purchase(request, proof);

        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(order);
        assertEq(token.balanceOf(operatorOf(1)), PRICE / 4);
    }

    /// @dev It would gain: a share of a sale that its rival serves, by settling it first or by a settlement in two
    /// ways. E2 stops it: who calls does not matter, and a final state has no exit. Left with: the gas spent.
    function test_SettlingARivalsSalePaysTheRival() public {
        (IDataMarket.Order memory order, ) = delivered(CONTENT_KEY);
        skip(1 days);
        vm.startPrank(operatorOf(2));
        market.settle(order);
        vm.expectRevert(wrongStatus(order, IDataMarket.Status.SETTLED));
        market.settle(order);
        vm.stopPrank();
        assertEq(token.balanceOf(operatorOf(2)), 0);
        assertEq(token.balanceOf(order.provider), PRICE / 4);
    }

    function _assertNotTheProvider(IDataMarket.Order memory order, address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NotTheProvider.selector, caller, order.provider));
        market.deliver(order, WRONG_KEY);
    }
}
