// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../contracts/interfaces/IDataMarket.sol";
import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {KeyExchange} from "../contracts/libraries/KeyExchange.sol";
import {Kind} from "../contracts/libraries/Verdicts.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";
import {Secp256k1} from "./helpers/Secp256k1.sol";

/// @notice Wrong keys: who can prove what, and until when.
contract DataMarketDisputeTest is MarketSystem {
    function test_RevertWhen_DisputedOrderIsNotDelivered() public {
        IDataMarket.Order memory order = orderOf(requestOf(0));
        bytes32 maskedKey = maskedFor(order, WRONG_KEY, BUYER_SCALAR);
        IDataMarket.Status[5] memory statuses = notDelivered();
        for (uint256 i = 0; i < statuses.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bring(order, statuses[i]);
            vm.expectRevert(wrongStatus(order, statuses[i]));
            market.dispute(order, maskedKey, BUYER_SCALAR);
            vm.revertToState(snapshot);
        }
    }

    /// @dev E3: the other way round than settlement.
    function test_RevertWhen_DisputeWindowIsOver() public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);
        uint256 end = vm.getBlockTimestamp() + DAY;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_DisputeWindowOver.selector, end, end));
        market.dispute(order, maskedKey, BUYER_SCALAR);

        vm.warp(end - 1);
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertStatus(order, IDataMarket.Status.WRONG_KEY);
    }

    /// @dev E4: a buyer cannot replace what was delivered.
    function testFuzz_RevertWhen_MaskedKeyIsNotTheDelivered(uint256 flip) public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(CONTENT_KEY);
        bytes32 other = maskedKey ^ bytes32(bound(flip, 1, type(uint256).max));
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NotTheMaskedKey.selector, other));
        market.dispute(order, other, BUYER_SCALAR);
    }

    function test_RevertWhen_PrivateKeyIsNoScalar() public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);
        // BUYER_SCALAR + N is the buyer's key again, modulo the order of the group.
        uint256[4] memory scalars = [0, KeyExchange.N, BUYER_SCALAR + KeyExchange.N, type(uint256).max];
        for (uint256 i = 0; i < scalars.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_InvalidScalar.selector, scalars[i]));
            market.dispute(order, maskedKey, scalars[i]);
        }
    }

    /// @dev E4: a revealed key that is not the order's is refused; also the mirrored one, which has the same x.
    function testFuzz_RevertWhen_PrivateKeyIsNotTheBuyers(uint256 scalar) public {
        scalar = boundPrivateKey(scalar);
        vm.assume(scalar != BUYER_SCALAR);
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);
        assertForeign(order, maskedKey, scalar);
        assertForeign(order, maskedKey, KeyExchange.N - BUYER_SCALAR);
        assertForeign(order, maskedKey, encryptionKeyOf(1));
    }

    /// @dev E4: with the committed key no dispute can succeed, whatever the content key is and whoever tries.
    function testFuzz_RevertWhen_KeyIsCorrect(uint256 scalar, address caller) public {
        scalar = bound(scalar, 1, 10_000);
        IDataMarket.Request memory request = requestOf(0);
        request.buyerKey = Secp256k1.publicKey(scalar);
        IDataMarket.Order memory order = buy(request, 0);
        bytes32 maskedKey = maskedFor(order, CONTENT_KEY, scalar);
        vm.prank(operatorOf(1));
        market.deliver(order, maskedKey);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_KeyIsCorrect.selector, idOf(order)));
        market.dispute(order, maskedKey, scalar);
    }

    /// @dev E4: with any other mask, every dispute by the holder of the one-time key succeeds.
    function testFuzz_AnyOtherMaskIsProvenWrong(bytes32 maskedKey, uint256 scalar) public {
        scalar = bound(scalar, 1, 10_000);
        IDataMarket.Request memory request = requestOf(0);
        request.buyerKey = Secp256k1.publicKey(scalar);
        IDataMarket.Order memory order = buy(request, 0);
        vm.assume(maskedKey != maskedFor(order, CONTENT_KEY, scalar));
        uint256 balance = token.balanceOf(BUYER);
        vm.prank(operatorOf(1));
        market.deliver(order, maskedKey);
        market.dispute(order, maskedKey, scalar);

        assertStatus(order, IDataMarket.Status.WRONG_KEY);
        assertEq(token.balanceOf(BUYER), balance + 2 * PRICE); // the price, and a bounty of the same size
    }

    /// @dev E4: one bit is enough.
    function testFuzz_OneWrongBitIsProven(uint8 bit) public {
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(CONTENT_KEY ^ bytes32(1 << bit));
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertStatus(order, IDataMarket.Status.WRONG_KEY);
    }

    /// @dev A key that was masked right, but for another order of the same two parties, is wrong here.
    function test_KeyMaskedForAnotherOrderIsWrong() public {
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory first = buy(request, 0);
        request.deadline += 1;
        IDataMarket.Order memory second = buy(request, 0);
        bytes32 maskedKey = maskedFor(first, CONTENT_KEY, BUYER_SCALAR);
        vm.prank(operatorOf(1));
        market.deliver(second, maskedKey);
        market.dispute(second, maskedKey, BUYER_SCALAR);
        assertStatus(second, IDataMarket.Status.WRONG_KEY);
        assertStatus(first, IDataMarket.Status.OPEN);
    }

    function test_WrongKeyRefundsAndSlashes() public {
        uint256 balance = token.balanceOf(BUYER);
        uint256 supply = token.totalSupply();
        uint256 bond = staking.supernodeOf(operatorOf(1)).bond;
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);

        vm.expectEmit(address(market));
        emit IDataMarket.WrongKeyProven(idOf(order), operatorOf(1), PRICE);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Slashed(operatorOf(1), BUYER, 2 * PRICE, 0, 0, PRICE);
        vm.prank(STRANGER); // whoever calls, the buyer is paid
        market.dispute(order, maskedKey, BUYER_SCALAR);

        assertEq(token.balanceOf(BUYER), balance + PRICE);
        assertEq(token.balanceOf(STRANGER), 0);
        assertEq(token.balanceOf(address(market)), 0);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, bond - 2 * PRICE);
        assertEq(token.totalSupply(), supply - PRICE);
        assertAccrued(0, 0);
        assertEq(market.controllerOf(Kind.FILE).grown, 0); // E6
    }

    /// @dev E4: the wrong key of before a fork is proven on the chain that took another identifier, and a right one is not.
    function test_WrongKeyIsProvenAfterANewChainIdentifier() public {
        uint256 balance = token.balanceOf(BUYER);
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory wrong = buy(request, 0);
        request.deadline += 1;
        IDataMarket.Order memory right = buy(request, 0);
        bytes32 wrongMask = deliver(wrong, WRONG_KEY);
        bytes32 rightMask = deliver(right, CONTENT_KEY);
        vm.chainId(block.chainid + 1);
        market.dispute(wrong, wrongMask, BUYER_SCALAR);
        assertStatus(wrong, IDataMarket.Status.WRONG_KEY);
        assertEq(token.balanceOf(BUYER), balance); // one price back, one price of bounty, one price still in escrow

        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_KeyIsCorrect.selector, idOf(right)));
        market.dispute(right, rightMask, BUYER_SCALAR);
    }

    /// @dev The slash takes what is there and never stands in the way of the refund.
    function testFuzz_WrongKeyOfAProviderWithoutEnoughBond(uint256 rest) public {
        rest = bound(rest, 0, 2 * PRICE + 1);
        uint256 balance = token.balanceOf(BUYER);
        (IDataMarket.Order memory order, bytes32 maskedKey) = delivered(WRONG_KEY);
        shrinkBond(operatorOf(1), rest);
        market.dispute(order, maskedKey, BUYER_SCALAR);

        uint256 lost = rest < 2 * PRICE ? rest : 2 * PRICE;
        assertEq(token.balanceOf(BUYER), balance + lost / 2);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, rest - lost);
        assertEq(token.balanceOf(address(market)), 0);
    }

    /// @dev The bond of a provider that resigns right after the purchase is still there at the last second of the last dispute.
    function test_ResignedProviderAnswersUntilTheLastDispute() public {
        IDataMarket.Parameters memory terms = marketParameters();
        (terms.maximumDelivery, terms.disputeWindow) = (uint32(7 * DAY), uint32(7 * DAY));
        market = deployMarket(terms);
        vm.mockCall(address(staking), abi.encodeWithSelector(staking.slashWrongKey.selector), "");
        vm.prank(BUYER);
        token.approve(address(market), PRICE);
        warpToEpoch(3);
        vm.warp(vm.getBlockTimestamp() - 1); // the last second of epoch 2
        IDataMarket.Request memory request = requestOf(0);
        request.deadline = vm.getBlockTimestamp() + 7 * DAY;
        IDataMarket.Order memory order = buy(request, 0);
        vm.prank(operatorOf(1));
        staking.resign();
        vm.warp(order.deadline - 1);
        bytes32 maskedKey = deliver(order, WRONG_KEY);
        skip(7 * DAY - 1);

        vm.prank(operatorOf(1));
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeStaking.SupernodeStaking_BondLocked.selector,
                Epoch.wrap(16),
                Epoch.wrap(17)
            )
        );
        staking.withdrawBond();
        market.dispute(order, maskedKey, BUYER_SCALAR);
    }

    function assertForeign(IDataMarket.Order memory order, bytes32 maskedKey, uint256 scalar) private {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarket_NotTheBuyersKey.selector, vm.addr(scalar), order.buyerKey)
        );
        market.dispute(order, maskedKey, scalar);
    }
}
