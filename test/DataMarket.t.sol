// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {DataMarket} from "../contracts/DataMarket.sol";
import {IDataMarket} from "../contracts/interfaces/IDataMarket.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {KeyExchange, PublicKey} from "../contracts/libraries/KeyExchange.sol";
import {OrderId} from "../contracts/libraries/OrderId.sol";
import {Permit} from "../contracts/libraries/Permits.sol";
import {PriceController, PriceControllers} from "../contracts/libraries/PriceControllers.sol";
import {Kind, Verdict, Verdicts} from "../contracts/libraries/Verdicts.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";
import {Secp256k1} from "./helpers/Secp256k1.sol";

/// @notice Terms and purchases. What follows a purchase is in DataMarketExchange.t.sol and DataMarketDispute.t.sol, random
/// histories in DataMarketModel.t.sol, failures of others in DataMarketPeers.t.sol.
contract DataMarketTest is MarketSystem {
    uint256 private constant HOLDER_KEY = 0xA11CE;

    /* TERMS */

    function test_RevertWhen_StakingNamesAnotherMarket() public {
        address self = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarket_NotTheStakingsMarket.selector, address(market), self)
        );
        new DataMarket(ledger, marketParameters());
    }

    function test_RevertWhen_SharesDoNotSum() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.burnShare -= 1;
        assertRefused(terms, abi.encodeWithSelector(IDataMarket.DataMarket_SharesDoNotSum.selector, 9_999, 10_000));
        terms.burnShare += 2;
        assertRefused(terms, abi.encodeWithSelector(IDataMarket.DataMarket_SharesDoNotSum.selector, 10_001, 10_000));
        // Four shares that would wrap around 16 bits to 10,000.
        (terms.submitterShare, terms.providerShare, terms.poolShare, terms.burnShare) = (65_535, 10_001, 0, 0);
        assertRefused(terms, abi.encodeWithSelector(IDataMarket.DataMarket_SharesDoNotSum.selector, 75_536, 10_000));
    }

    function test_RevertWhen_WindowsAreInvalid() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.minimumDelivery = 0;
        assertRefused(terms, invalidWindows(terms));

        terms = marketParameters();
        terms.minimumDelivery = terms.maximumDelivery + 1;
        assertRefused(terms, invalidWindows(terms));
        terms.minimumDelivery = terms.maximumDelivery;
        deployMarket(terms);

        terms = marketParameters();
        terms.disputeWindow = 0;
        assertRefused(terms, invalidWindows(terms));
    }

    /// @dev A provider that resigns right after an order must not have its bond back before the last dispute.
    function test_RevertWhen_BondCouldLeaveBeforeTheLastDispute() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.disputeWindow = uint32(11 * DAY);
        deployMarket(terms); // 3 + 11 = 15 - 1 epochs
        terms.disputeWindow += 1;
        assertRefused(terms, invalidWindows(terms));
        (terms.maximumDelivery, terms.disputeWindow) = (type(uint32).max, type(uint32).max);
        assertRefused(terms, invalidWindows(terms));
    }

    function test_RevertWhen_WrongKeyCostsNothing() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.wrongKeyMultiple = 0;
        assertRefused(terms, abi.encodeWithSelector(IDataMarket.DataMarket_InvalidMultiple.selector, 0));
        terms.wrongKeyMultiple = 1;
        deployMarket(terms);
    }

    function test_RevertWhen_PriceTermsAreInvalid() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.prices[1].target = 0;
        assertRefused(
            terms,
            abi.encodeWithSelector(PriceControllers.PriceController_InvalidTerms.selector, 1e18, 0, 8_000)
        );
    }

    function test_TermsCanBeRead() public view {
        IDataMarket.Parameters memory terms = marketParameters();
        assertEq(address(market.TOKEN()), address(token));
        assertEq(address(market.LEDGER()), address(ledger));
        assertEq(address(market.STAKING()), address(staking));
        assertEq(address(market.REWARD_POOL()), address(pool));
        assertEq(market.GENESIS(), clock.GENESIS());
        assertEq(market.EPOCH_LENGTH(), clock.EPOCH_LENGTH());
        assertEq(market.SUBMITTER_SHARE(), terms.submitterShare);
        assertEq(market.PROVIDER_SHARE(), terms.providerShare);
        assertEq(market.POOL_SHARE(), terms.poolShare);
        assertEq(market.BURN_SHARE(), terms.burnShare);
        assertEq(market.MINIMUM_DELIVERY(), terms.minimumDelivery);
        assertEq(market.MAXIMUM_DELIVERY(), terms.maximumDelivery);
        assertEq(market.DISPUTE_WINDOW(), terms.disputeWindow);
        assertEq(market.WRONG_KEY_MULTIPLE(), terms.wrongKeyMultiple);
        for (uint256 i = 0; i < 3; ++i) {
            PriceController memory controller = market.controllerOf(Kind(i));
            assertEq(controller.floor, terms.prices[i].floor);
            assertEq(controller.target, terms.prices[i].target);
            assertEq(controller.scale, terms.prices[i].scale);
            assertEq(market.priceOf(Kind(i)), terms.prices[i].floor);
        }
    }

    /* PURCHASE */

    function test_RevertWhen_ReportDoesNotContainTheVerdict() public {
        IDataMarket.Request memory request = requestOf(0);
        assertNotPurchased(request, 1, invalidVerdict(1)); // the proof of another verdict

        request.epoch = Epoch.wrap(2);
        assertNotPurchased(request, 0, invalidVerdict(2)); // not published yet
        request.epoch = Epoch.wrap(0);
        assertNotPurchased(request, 0, invalidVerdict(0));

        request = requestOf(0);
        request.verdict.submitter = BUYER;
        assertNotPurchased(request, 0, invalidVerdict(1));
        request = requestOf(0);
        request.verdict.keyCommitment = 0;
        assertNotPurchased(request, 0, invalidVerdict(1));
    }

    /// @dev E5: of all 256 policies only CLEAR, GREEN and AMBER without any further bit can be bought.
    function test_RevertWhen_PolicyForbidsTheSale() public {
        Verdict[] memory verdicts = new Verdict[](256);
        for (uint256 i = 0; i < 256; ++i) {
            verdicts[i] = sampleVerdict(0);
            verdicts[i].policy = uint8(i);
        }
        bytes32[] memory leaves = leavesOf(verdicts);
        warpToEpoch(3);
        publishVerdicts(leaves);

        IDataMarket.Request memory request = requestOf(0);
        request.epoch = Epoch.wrap(2);
        for (uint256 i = 0; i < 256; ++i) {
            request.verdict = verdicts[i];
            request.deadline += 1; // another order each time
            (, bytes32[] memory proof) = climb(leaves, i);
            bool allowed = i == Verdicts.CLEAR || i == Verdicts.GREEN || i == Verdicts.AMBER;
            if (!allowed) vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_SaleForbidden.selector, i));
            vm.prank(BUYER);
            market.purchase(request, proof);
            assertEq(Verdicts.allowsSale(uint8(i)), allowed);
        }
        assertEq(token.balanceOf(address(market)), 3 * PRICE);
    }

    function test_RevertWhen_KindIsNotSold() public {
        IDataMarket.Parameters memory terms = marketParameters();
        terms.prices[1].floor = 0;
        DataMarket other = deployMarket(terms);
        assertEq(other.priceOf(Kind.URL), 0);

        bytes32[] memory proof = proofOf(1);
        IDataMarket.Request memory request = requestOf(1);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NotSold.selector, Kind.URL));
        other.purchase(request, proof);
    }

    function test_RevertWhen_VerdictNamesNoSubmitter() public {
        assertNotPurchased(
            requestOf(UNNAMED),
            UNNAMED,
            abi.encodeWithSelector(IDataMarket.DataMarket_NoSubmitter.selector)
        );
    }

    function test_RevertWhen_ProviderIsNotASupernode() public {
        IDataMarket.Request memory request = requestOf(0);
        request.provider = STRANGER;
        assertNotPurchased(request, 0, notEligible(STRANGER));
        request.provider = address(0);
        assertNotPurchased(request, 0, notEligible(address(0)));
        request.provider = vm.addr(signerKeyOf(1)); // its signer is not the supernode
        assertNotPurchased(request, 0, notEligible(request.provider));
    }

    function test_RevertWhen_ProviderIsJailed() public {
        fundAndApprove(operatorOf(1), address(staking), BOND);
        vm.prank(operatorOf(1));
        staking.addBond(BOND); // enough even after the slash
        jail(operatorOf(1));
        assertNotPurchased(requestOf(0), 0, notEligible(operatorOf(1)));
    }

    function test_RevertWhen_ProviderHasResigned() public {
        vm.prank(operatorOf(1));
        staking.resign();
        assertNotPurchased(requestOf(0), 0, notEligible(operatorOf(1)));
    }

    function test_RevertWhen_ProvidersBondIsTooSmall() public {
        shrinkBond(operatorOf(1), BOND);
        uint256 snapshot = vm.snapshotState();
        buy();
        vm.revertToState(snapshot);
        shrinkBond(operatorOf(1), BOND - 1);
        assertNotPurchased(requestOf(0), 0, notEligible(operatorOf(1)));
    }

    /// @dev E4: a point off the curve, zero, x from the group's order on, a coordinate that is not reduced.
    function test_RevertWhen_BuyersKeyIsInvalid() public {
        PublicKey memory key = Secp256k1.publicKey(BUYER_SCALAR);
        assertKeyRefused(PublicKey(0, 0));
        assertKeyRefused(PublicKey(key.x, key.y + 1));
        assertKeyRefused(PublicKey(key.x, 0));
        assertKeyRefused(PublicKey(5, 1));
        assertKeyRefused(PublicKey(KeyExchange.N, 0x98f66641cb0ae1776b463ebdee3d77fe2658f021db48e2c8ac7ab4c92f83621e));
        assertKeyRefused(
            PublicKey(KeyExchange.P - 3, 0x0e994b14ea72f8c3eb95c71ef692575e775058332d7e52d0995cf8038871b67d)
        );
        assertKeyRefused(
            PublicKey(0x1fe1e5ef3fceb5c135ab7741333ce5a6e80d68167653f6b2b24bcbcfaaaff507, KeyExchange.P + 1)
        );
    }

    /// @dev E5: to the wei.
    function test_RevertWhen_PriceIsAboveTheMaximum() public {
        IDataMarket.Request memory request = requestOf(0);
        request.maxPrice = PRICE - 1;
        assertNotPurchased(
            request,
            0,
            abi.encodeWithSelector(IDataMarket.DataMarket_PriceAboveMaximum.selector, PRICE, PRICE - 1)
        );
        request.maxPrice = PRICE;
        buy(request, 0);
    }

    function test_RevertWhen_DeadlineIsTooEarlyOrTooLate() public {
        uint256 earliest = vm.getBlockTimestamp() + DAY / 4;
        uint256 latest = vm.getBlockTimestamp() + 3 * DAY;
        uint256[4] memory refused = [earliest - 1, latest + 1, 0, type(uint256).max];
        IDataMarket.Request memory request = requestOf(0);
        for (uint256 i = 0; i < refused.length; ++i) {
            request.deadline = refused[i];
            assertNotPurchased(
                request,
                0,
                abi.encodeWithSelector(IDataMarket.DataMarket_DeadlineOutOfRange.selector, refused[i], earliest, latest)
            );
        }
        request.deadline = earliest;
        buy(request, 0);
        request.deadline = latest;
        buy(request, 0);
    }

    /// @dev Not even after it has ended: final states have no exits.
    function test_RevertWhen_SameOrderWasMadeBefore() public {
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory order = buy(request, 0);
        bytes memory refusal = abi.encodeWithSelector(IDataMarket.DataMarket_OrderExists.selector, idOf(order));
        assertNotPurchased(request, 0, refusal);

        deliver(order, CONTENT_KEY);
        assertNotPurchased(request, 0, refusal);
        vm.prank(BUYER);
        market.accept(order);
        // The sale moved the price: the same request is another order now.
        assertGt(market.priceOf(Kind.FILE), order.price);
        buy(request, 0);
    }

    function test_RevertWhen_BuyerCannotPay() public {
        IDataMarket.Request memory request = requestOf(0);
        bytes32[] memory proof = proofOf(0);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 0, PRICE)
        );
        market.purchase(request, proof);

        vm.prank(STRANGER);
        token.approve(address(market), PRICE);
        fund(STRANGER, PRICE - 1);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, STRANGER, PRICE - 1, PRICE)
        );
        market.purchase(request, proof);
    }

    function test_PurchaseTakesThePriceIntoEscrow() public {
        IDataMarket.Request memory request = requestOf(0);
        IDataMarket.Order memory order = orderOf(request);
        bytes32[] memory proof = proofOf(0);
        uint256 balance = token.balanceOf(BUYER);

        vm.expectEmit(address(market));
        emit IDataMarket.Purchased(
            idOf(order),
            BUYER,
            operatorOf(1),
            order,
            request.buyerKey,
            request.verdict.contentHash,
            Epoch.wrap(1)
        );
        vm.prank(BUYER);
        OrderId id = market.purchase(request, proof);

        assertEq(OrderId.unwrap(id), OrderId.unwrap(idOf(order)));
        assertEq(OrderId.unwrap(market.idOf(order)), OrderId.unwrap(id));
        assertStatus(order, IDataMarket.Status.OPEN);
        assertEq(market.stateOf(id).deliveredAt, 0);
        assertEq(market.stateOf(id).maskedKeyHash, bytes26(0));
        assertEq(token.balanceOf(BUYER), balance - PRICE);
        assertEq(token.balanceOf(address(market)), PRICE);
        assertEq(market.priceOf(Kind.FILE), PRICE); // E6: orders move no price
    }

    /// @dev The id holds the chain and the market: a key masked for one serves in no other.
    function test_IdDependsOnChainAndMarket() public {
        IDataMarket.Order memory order = orderOf(requestOf(0));
        bytes32 id = OrderId.unwrap(market.idOf(order));
        assertNotEq(OrderId.unwrap(deployMarket(marketParameters()).idOf(order)), id);
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        uint256 snapshot = vm.snapshotState();
        bytes32 there = OrderId.unwrap(deployMarket(marketParameters()).idOf(order));
        vm.revertToState(snapshot);
        vm.chainId(here);
        address same = address(deployMarket(marketParameters()));
        assertEq(there, keccak256(abi.encode(here + 1, same, order)));
        assertEq(OrderId.unwrap(DataMarket(same).idOf(order)), keccak256(abi.encode(here, same, order)));
    }

    /// @dev The chain is that of the deployment: a fork that takes another identifier moves no id.
    function test_IdSurvivesANewChainIdentifier() public {
        IDataMarket.Order memory order = buy();
        bytes32 id = OrderId.unwrap(market.idOf(order));
        assertEq(id, keccak256(abi.encode(block.chainid, address(market), order)));
        vm.chainId(block.chainid + 1);
        assertEq(OrderId.unwrap(market.idOf(order)), id);
        assertStatus(order, IDataMarket.Status.OPEN);
    }

    /// @dev Every term is part of the id, so none can be exchanged after the purchase.
    function testFuzz_EveryTermIsPartOfTheId(uint256 field, uint256 change) public {
        IDataMarket.Order memory order = buy();
        uint256[10] memory widths = [uint256(160), 160, 160, 0, 96, 256, 256, 8, 160, 40];
        field %= 10;
        uint256 flip = field == 3 ? 1 : 1 << (change % widths[field]);
        bytes memory terms = abi.encode(order);
        assembly ("memory-safe") {
            let place := add(add(terms, 32), mul(field, 32))
            mstore(place, xor(mload(place), flip))
        }
        IDataMarket.Order memory changed = abi.decode(terms, (IDataMarket.Order));

        assertNotEq(OrderId.unwrap(market.idOf(changed)), OrderId.unwrap(idOf(order)));
        vm.prank(changed.provider);
        vm.expectRevert(wrongStatus(changed, IDataMarket.Status.NONE));
        market.deliver(changed, 0);
    }

    /// @dev Keys are those of the purchase, whatever provider and buyer do later.
    function test_ProvidersKeyIsThatOfThePurchase() public {
        IDataMarket.Order memory order = buy();
        PublicKey memory fresh = Secp256k1.publicKey(4_711);
        vm.prank(operatorOf(1));
        staking.setEncryptionKey(fresh);

        deliver(order, CONTENT_KEY); // masked with the old key
        assertEq(orderOf(requestOf(0)).providerKeyX, fresh.x);
        vm.prank(BUYER);
        market.accept(order);
        assertStatus(order, IDataMarket.Status.SETTLED);
    }

    /* PURCHASE WITH PERMIT */

    function test_PermitPaysForAPurchase() public {
        (IDataMarket.Request memory request, bytes32[] memory proof) = preparePermit();
        Permit memory permit = permitOf(HOLDER_KEY, address(market), PRICE, vm.getBlockTimestamp());
        vm.prank(vm.addr(HOLDER_KEY));
        OrderId id = market.purchaseWithPermit(request, proof, permit);

        assertEq(uint256(market.stateOf(id).status), uint256(IDataMarket.Status.OPEN));
        assertEq(token.balanceOf(vm.addr(HOLDER_KEY)), 90e18);
        assertEq(token.allowance(vm.addr(HOLDER_KEY), address(market)), 0);
        assertEq(token.nonces(vm.addr(HOLDER_KEY)), 1);
    }

    /// @dev T4.
    function testFuzz_PermitSubmittedFirstByAStranger(uint256 value) public {
        value = bound(value, PRICE, type(uint256).max - 1);
        (IDataMarket.Request memory request, bytes32[] memory proof) = preparePermit();
        address holder = vm.addr(HOLDER_KEY);
        Permit memory permit = permitOf(HOLDER_KEY, address(market), value, vm.getBlockTimestamp());
        uint256 snapshot = vm.snapshotState();
        vm.prank(holder);
        OrderId alone = market.purchaseWithPermit(request, proof, permit);
        vm.revertToState(snapshot);

        submitPermit(holder, address(market), permit);
        vm.prank(holder);
        OrderId id = market.purchaseWithPermit(request, proof, permit);
        assertEq(OrderId.unwrap(id), OrderId.unwrap(alone));
        assertEq(token.balanceOf(holder), 90e18);
        assertEq(token.balanceOf(address(market)), PRICE);
        assertEq(token.allowance(holder, address(market)), value - PRICE);
        assertEq(token.nonces(holder), 1);
    }

    /// @dev T4: a permit that cannot be used is no substitute for an allowance.
    function testFuzz_RevertWhen_AllowanceIsTooSmallAfterThePermit(uint256 value) public {
        value = bound(value, 0, PRICE - 1);
        (IDataMarket.Request memory request, bytes32[] memory proof) = preparePermit();
        address holder = vm.addr(HOLDER_KEY);
        Permit memory permit = permitOf(HOLDER_KEY, address(market), value, vm.getBlockTimestamp());
        bytes memory refusal = abi.encodeWithSelector(
            IERC20Errors.ERC20InsufficientAllowance.selector,
            address(market),
            value,
            PRICE
        );
        vm.prank(holder);
        vm.expectRevert(refusal);
        market.purchaseWithPermit(request, proof, permit);

        submitPermit(holder, address(market), permit);
        vm.prank(holder);
        vm.expectRevert(refusal);
        market.purchaseWithPermit(request, proof, permit);
    }

    function test_UselessPermitDoesNotHinderAnAllowance() public {
        (IDataMarket.Request memory request, bytes32[] memory proof) = preparePermit();
        address holder = vm.addr(HOLDER_KEY);
        Permit memory permit = permitOf(HOLDER_KEY, address(market), PRICE, vm.getBlockTimestamp() - 1);
        vm.prank(holder);
        token.approve(address(market), PRICE);
        vm.prank(holder);
        market.purchaseWithPermit(request, proof, permit);
        assertEq(token.balanceOf(holder), 90e18);
    }

    /* HELPERS */

    /// @dev A holder of 100 VMT who never approved anything.
    function preparePermit() private returns (IDataMarket.Request memory request, bytes32[] memory proof) {
        fund(vm.addr(HOLDER_KEY), 100e18);
        return (requestOf(0), proofOf(0));
    }

    function assertRefused(IDataMarket.Parameters memory terms, bytes memory refusal) private {
        nameMarket(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        vm.expectRevert(refusal);
        new DataMarket(ledger, terms);
    }

    function assertNotPurchased(IDataMarket.Request memory request, uint256 i, bytes memory refusal) private {
        bytes32[] memory proof = proofOf(i);
        vm.prank(BUYER);
        vm.expectRevert(refusal);
        market.purchase(request, proof);
    }

    function assertKeyRefused(PublicKey memory key) private {
        IDataMarket.Request memory request = requestOf(0);
        request.buyerKey = key;
        assertNotPurchased(
            request,
            0,
            abi.encodeWithSelector(IDataMarket.DataMarket_InvalidBuyerKey.selector, key.x, key.y)
        );
    }

    function invalidVerdict(uint32 epoch) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarket.DataMarket_InvalidVerdict.selector, Epoch.wrap(epoch));
    }

    function notEligible(address provider) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarket.DataMarket_NotEligible.selector, provider);
    }

    function invalidWindows(IDataMarket.Parameters memory terms) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IDataMarket.DataMarket_InvalidWindows.selector,
                terms.minimumDelivery,
                terms.maximumDelivery,
                terms.disputeWindow
            );
    }
}
