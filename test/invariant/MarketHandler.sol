// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {KeyExchange, PublicKey} from "../../contracts/libraries/KeyExchange.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {OrderId} from "../../contracts/libraries/OrderId.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Kind, Verdict} from "../../contracts/libraries/Verdicts.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";
import {ReportHandler} from "./ReportHandler.sol";

/// @notice Buyers and providers, honest and not. Keeps each order, what was paid for it, and what accrued.
contract MarketHandler is Handler {
    struct Entry {
        IDataMarket.Order order;
        OrderId id;
        IDataMarket.Status status;
        uint256 deliveredAt;
        uint256 buyerScalar;
        uint256 providerScalar;
        bytes32 contentKey;
        bytes32 maskedKey;
        bool isWrong;
    }

    uint8 private constant LAST_FOR_SALE = 2; // of the policies; TLP AMBER+STRICT and RED forbid the sale

    OperatorHandler private _operators;
    ReportHandler private _reports;
    Entry[] private _entries;
    uint256 private _nonce;

    /// @notice VMT of orders that are open or delivered.
    uint256 public escrow;
    uint256 public poolAccrued;
    uint256 public burnAccrued;

    constructor(Books books_, OperatorHandler operators, ReportHandler reports) Handler(books_) {
        _operators = operators;
        _reports = reports;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](16);
        list[0] = this.purchase.selector;
        list[1] = this.purchase.selector;
        list[2] = this.purchase.selector;
        list[3] = this.purchaseWithPermit.selector;
        list[4] = this.deliver.selector;
        list[5] = this.deliver.selector;
        list[6] = this.deliverWrong.selector;
        list[7] = this.deliverWrong.selector;
        list[8] = this.refund.selector;
        list[9] = this.accept.selector;
        list[10] = this.settle.selector;
        list[11] = this.dispute.selector;
        list[12] = this.dispute.selector;
        list[13] = this.disputeGood.selector;
        list[14] = this.flush.selector;
        list[15] = this.purchase.selector;
    }

    /* PURCHASE */

    function purchase(uint256 seed) public {
        address buyer = books.person(draw(seed, 1));
        (Entry memory entry, IDataMarket.Request memory request, bytes32[] memory proof) = _prepare(seed, buyer);
        bytes memory approval = abi.encodeCall(token.approve, (address(market), entry.order.price));
        must(buyer, address(token), approval, "T1");
        bytes memory beyond = _beyondTerms(seed, request, proof);
        mustNot(buyer, address(market), beyond, "E5");
        must(buyer, address(market), abi.encodeCall(market.purchase, (request, proof)), "E5");
        _note(entry);
        // The same order twice is refused.
        mustNot(buyer, address(market), abi.encodeCall(market.purchase, (request, proof)), "E2");
    }

    function purchaseWithPermit(uint256 seed) external {
        uint256 key = books.personKey(draw(seed, 1) % books.KEYED_PEOPLE());
        address buyer = vm.addr(key);
        (Entry memory entry, IDataMarket.Request memory request, bytes32[] memory proof) = _prepare(seed, buyer);
        Permit memory permit = permitOf(key, address(market), entry.order.price);
        if (seed % 2 == 0) overtake(buyer, address(market), permit);
        must(buyer, address(market), abi.encodeCall(market.purchaseWithPermit, (request, proof, permit)), "T4");
        _note(entry);
    }

    /// @dev Every purchase has its own deadline or price, so that no order is made twice by chance.
    function _prepare(
        uint256 seed,
        address buyer
    ) private returns (Entry memory entry, IDataMarket.Request memory request, bytes32[] memory proof) {
        (request.epoch, request.verdict, proof, entry.contentKey) = _verdict(seed);
        uint256 n = _provider(draw(seed, 3));
        uint256 buyerKey = draw(seed, 4);
        request.provider = books.operator(n);
        request.buyerKey = books.point(buyerKey);
        request.deadline =
            block.timestamp +
            market.MINIMUM_DELIVERY() +
            (++_nonce % (market.MAXIMUM_DELIVERY() - market.MINIMUM_DELIVERY() + 1));
        request.maxPrice = market.priceOf(request.verdict.kind);

        uint256 encryptionKey = _operators.encryptionKey(n);
        PublicKey memory providerKey = books.point(encryptionKey);
        entry.buyerScalar = books.scalar(buyerKey);
        entry.providerScalar = books.scalar(encryptionKey);
        entry.order = IDataMarket.Order({
            buyer: buyer,
            provider: request.provider,
            submitter: request.verdict.submitter,
            kind: request.verdict.kind,
            price: uint96(request.maxPrice),
            keyCommitment: request.verdict.keyCommitment,
            providerKeyX: providerKey.x,
            providerKeyParity: uint8(providerKey.y & 1),
            buyerKey: vm.addr(entry.buyerScalar),
            deadline: uint40(request.deadline)
        });
        entry.id = market.idOf(entry.order);
        entry.status = IDataMarket.Status.OPEN;
        idleUnless(market.stateOf(entry.id).status == IDataMarket.Status.NONE);
        idleUnless(token.balanceOf(buyer) >= entry.order.price);
    }

    /// @dev One term is beyond what it may be, by one where it is a number: the buyer's highest price, the deadline on either
    /// side, or a policy that forbids the sale, where there is a verdict with one.
    function _beyondTerms(
        uint256 seed,
        IDataMarket.Request memory request,
        bytes32[] memory proof
    ) private view returns (bytes memory data) {
        (uint256 maxPrice, uint256 deadline) = (request.maxPrice, request.deadline);
        uint256 kind = draw(seed, 5) % 4;
        uint256 count = _reports.sales();
        for (uint256 i = 0; i < count && kind == 3; ++i) {
            ReportHandler.Sale memory content = _reports.saleAt(addmod(seed, i, count));
            if (content.verdict.policy <= LAST_FOR_SALE) continue;
            IDataMarket.Request memory forbidden = abi.decode(abi.encode(request), (IDataMarket.Request));
            (forbidden.epoch, forbidden.verdict) = (wrap(content.epoch), content.verdict);
            forbidden.maxPrice = type(uint256).max;
            return abi.encodeCall(market.purchase, (forbidden, content.proof));
        }
        if (kind == 1) request.deadline = block.timestamp + market.MINIMUM_DELIVERY() - 1;
        else if (kind == 2) request.deadline = block.timestamp + market.MAXIMUM_DELIVERY() + 1;
        else request.maxPrice = maxPrice - 1;
        data = abi.encodeCall(market.purchase, (request, proof));
        (request.maxPrice, request.deadline) = (maxPrice, deadline);
    }

    function _verdict(
        uint256 seed
    ) private view returns (Epoch epoch, Verdict memory verdict, bytes32[] memory proof, bytes32 contentKey) {
        uint256 count = _reports.sales();
        for (uint256 i = 0; i < count; ++i) {
            uint256 index = addmod(seed, i, count);
            ReportHandler.Sale memory content = _reports.saleAt(index);
            if (content.verdict.policy > LAST_FOR_SALE) continue;
            contentKey = _reports.contentKey(content.epoch, index % 2);
            return (wrap(content.epoch), content.verdict, content.proof, contentKey);
        }
        idle();
    }

    function _provider(uint256 seed) private view returns (uint256) {
        uint256 count = _operators.count();
        for (uint256 i = 0; i < count; ++i) {
            uint256 n = addmod(seed, i, count);
            if (staking.isEligible(books.operator(n))) return n;
        }
        idle();
    }

    function _note(Entry memory entry) private {
        uint256 price = entry.order.price;
        _entries.push(entry);
        escrow += price;
        books.move(entry.order.buyer, address(market), price);
        books.check(market.priceOf(entry.order.kind) == price, "E6: a purchase moved the price");
    }

    /* DELIVERY */

    function deliver(uint256 seed) external {
        _deliver(seed, false);
    }

    function deliverWrong(uint256 seed) external {
        _deliver(seed, true);
    }

    /// @dev An open order, or one made for the purpose. By the operator or its signer, in jail or not.
    function _deliver(uint256 seed, bool isWrong) private returns (uint256 index) {
        bool found;
        (found, index) = _search(seed, _isDeliverable);
        if (!found) {
            purchase(seed);
            index = _entries.length - 1;
        }
        Entry memory entry = _entries[index];
        // Diffie-Hellman by the product of both private keys: independent of how the contract finds the point.
        address sharedPoint = vm.addr(mulmod(entry.buyerScalar, entry.providerScalar, KeyExchange.N));
        bytes32 maskedKey = entry.contentKey ^ keccak256(abi.encode(sharedPoint, entry.id));
        if (isWrong) maskedKey = bytes32(uint256(maskedKey) ^ (1 << (draw(seed, 1) % 256)));
        uint256 n = _operators.numberOf(entry.order.provider);
        uint256 key = _operators.keyFor(n, epochNow());
        address caller = key == 0 || seed % 2 == 0 ? entry.order.provider : vm.addr(key);
        bytes memory data = abi.encodeCall(market.deliver, (entry.order, maskedKey));
        // Nobody else, and no refund beside it, in the same second.
        mustNot(entry.order.buyer, address(market), data, "X2");
        mustNot(entry.order.buyer, address(market), abi.encodeCall(market.refund, (entry.order)), "E2");
        must(caller, address(market), data, "E2");
        mustNot(caller, address(market), data, "E2");

        Entry storage stored = _entries[index];
        (stored.status, stored.deliveredAt) = (IDataMarket.Status.DELIVERED, block.timestamp);
        (stored.maskedKey, stored.isWrong) = (maskedKey, isWrong);
    }

    /// @dev An order past its deadline, or one that is waited for.
    function refund(uint256 seed) external {
        uint256 index = _find(seed, _isOpen);
        _waitFor(index);
        giveBack(index, books.person(draw(seed, 1)));
    }

    /// @notice Refunds order `index`, past its deadline.
    function giveBack(uint256 index, address caller) public {
        Entry storage entry = _entries[index];
        IDataMarket.Order memory order = entry.order;
        uint256 price = market.priceOf(order.kind);
        mustNot(order.provider, address(market), abi.encodeCall(market.deliver, (order, 0)), "E2");
        must(caller, address(market), abi.encodeCall(market.refund, (order)), "E7");
        entry.status = IDataMarket.Status.REFUNDED;
        escrow -= order.price;
        books.move(address(market), order.buyer, order.price);
        books.check(market.priceOf(order.kind) == price, "E6: a refund moved the price");
        _checkFinal(order, entry);
    }

    /* SETTLEMENT */

    function accept(uint256 seed) external {
        uint256 index = _find(seed, isDelivered);
        IDataMarket.Order memory order = _entries[index].order;
        bytes memory data = abi.encodeCall(market.accept, (order));
        if (order.provider != order.buyer) mustNot(order.provider, address(market), data, "X2");
        must(order.buyer, address(market), data, "E2");
        _noteSettlement(index);
    }

    /// @dev An order past its dispute window, or one that is waited for.
    function settle(uint256 seed) external {
        uint256 index = _find(seed, isDelivered);
        _waitFor(index);
        payOut(index, books.person(draw(seed, 1)));
    }

    /// @notice Settles order `index`, past its dispute window; a dispute comes too late.
    function payOut(uint256 index, address caller) public {
        mustNot(_entries[index].order.buyer, address(market), _disputeData(index), "E2");
        must(caller, address(market), abi.encodeCall(market.settle, (_entries[index].order)), "E7");
        _noteSettlement(index);
    }

    function _noteSettlement(uint256 index) private {
        Entry storage entry = _entries[index];
        IDataMarket.Order memory order = entry.order;
        uint256 price = order.price;
        uint256 toSubmitter = (price * market.SUBMITTER_SHARE()) / 10_000;
        uint256 toProvider = (price * market.PROVIDER_SHARE()) / 10_000;
        uint256 toPool = (price * market.POOL_SHARE()) / 10_000;
        entry.status = IDataMarket.Status.SETTLED;
        escrow -= price;
        poolAccrued += toPool;
        burnAccrued += price - toSubmitter - toProvider - toPool;
        books.move(address(market), order.submitter, toSubmitter);
        books.move(address(market), order.provider, toProvider);
        _checkFinal(order, entry);
    }

    function flush(uint256 seed) external {
        idleUnless(poolAccrued + burnAccrued != 0);
        must(books.person(seed), address(market), abi.encodeCall(market.flush, ()), "E1");
        books.move(address(market), address(pool), poolAccrued);
        books.burn(address(market), burnAccrued);
        _reports.noteIncome(poolAccrued);
        (poolAccrued, burnAccrued) = (0, 0);
    }

    /* DISPUTE */

    /// @dev A wrong key in its window, by anyone who knows the one-time key: refund, and the provider pays.
    function dispute(uint256 seed) external {
        (bool found, uint256 index) = _search(seed, _isWrong);
        if (!found) index = _deliver(seed, true);
        Entry storage entry = _entries[index];
        IDataMarket.Order memory order = entry.order;
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(order.provider);
        uint256 price = market.priceOf(order.kind);
        uint256 supply = token.totalSupply();
        uint256 balance = token.balanceOf(order.buyer);
        bytes memory settlement = abi.encodeCall(market.settle, (order));
        mustNot(order.provider, address(market), settlement, "E2");
        must(books.person(draw(seed, 1)), address(market), _disputeData(index), "E4");

        _checkVotersSpared(order.provider, node);
        uint256 burned = supply - token.totalSupply();
        uint256 bounty = token.balanceOf(order.buyer) - balance - order.price;
        uint256 due = uint256(order.price) * market.WRONG_KEY_MULTIPLE();
        books.check(burned + bounty <= due, "K9: a wrong key cost more than its multiple");
        books.check(burned + bounty == due || node.bond < due, "K9: a wrong key cost too little");
        books.check(bounty == ((burned + bounty) * staking.WRONG_KEY_BOUNTY_SHARE()) / 10_000, "K9: a wrong bounty");
        entry.status = IDataMarket.Status.WRONG_KEY;
        escrow -= order.price;
        books.move(address(market), order.buyer, order.price);
        books.move(address(staking), order.buyer, bounty);
        books.burn(address(staking), burned);
        books.check(market.priceOf(order.kind) == price, "E6: a dispute moved the price");
        _checkFinal(order, entry);
    }

    /// @dev K9: a wrong key is its operator's fault: what its voters hold and have on the way out does not shrink.
    function _checkVotersSpared(address provider, ISupernodeStaking.Supernode memory before) private {
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(provider);
        books.check(node.pool.assets >= before.pool.assets, "K9: a wrong key cost the voters");
        books.check(node.tickets.assets == before.tickets.assets, "K9: a wrong key cost those who left");
    }

    /// @dev With the committed key no dispute succeeds; nor with a key that is not the order's.
    function disputeGood(uint256 seed) external {
        (bool found, uint256 index) = _search(seed, _isGood);
        if (!found) index = _deliver(seed, false);
        Entry memory entry = _entries[index];
        mustNot(entry.order.buyer, address(market), _disputeData(index), "E4");
        uint256 other = bound(seed, 1, KeyExchange.N - 1);
        if (other == entry.buyerScalar) other = KeyExchange.N - other;
        bytes memory data = abi.encodeCall(market.dispute, (entry.order, entry.maskedKey, other));
        mustNot(entry.order.buyer, address(market), data, "E4");
        bytes32 wrong = bytes32(uint256(entry.maskedKey) ^ 1);
        data = abi.encodeCall(market.dispute, (entry.order, wrong, entry.buyerScalar));
        mustNot(entry.order.buyer, address(market), data, "E4");
    }

    function _disputeData(uint256 index) private view returns (bytes memory) {
        Entry memory entry = _entries[index];
        return abi.encodeCall(market.dispute, (entry.order, entry.maskedKey, entry.buyerScalar));
    }

    /* ORDERS */

    /// @dev E2: a final state has no exit.
    function _checkFinal(IDataMarket.Order memory order, Entry memory entry) private {
        mustNot(order.provider, address(market), abi.encodeCall(market.deliver, (order, 0)), "E2");
        mustNot(order.buyer, address(market), abi.encodeCall(market.refund, (order)), "E2");
        mustNot(order.buyer, address(market), abi.encodeCall(market.accept, (order)), "E2");
        mustNot(order.buyer, address(market), abi.encodeCall(market.settle, (order)), "E2");
        bytes memory data = abi.encodeCall(market.dispute, (order, entry.maskedKey, entry.buyerScalar));
        mustNot(order.buyer, address(market), data, "E2");
    }

    /// @dev The first order that fits, from a place that the seed names.
    function _search(
        uint256 seed,
        function(uint256) view returns (bool) fits
    ) private view returns (bool found, uint256 index) {
        for (uint256 i = 0; i < _entries.length; ++i) {
            index = addmod(seed, i, _entries.length);
            if (fits(index)) return (true, index);
        }
        return (false, 0);
    }

    function _find(uint256 seed, function(uint256) view returns (bool) fits) private view returns (uint256 index) {
        bool found;
        (found, index) = _search(seed, fits);
        idleUnless(found);
    }

    function _isOpen(uint256 index) internal view returns (bool) {
        return _entries[index].status == IDataMarket.Status.OPEN;
    }

    function _isDeliverable(uint256 index) internal view returns (bool) {
        return _isOpen(index) && block.timestamp < boundaryOf(index);
    }

    function _isWrong(uint256 index) internal view returns (bool) {
        return isDelivered(index) && _entries[index].isWrong && block.timestamp < boundaryOf(index);
    }

    function _isGood(uint256 index) internal view returns (bool) {
        return isDelivered(index) && !_entries[index].isWrong && block.timestamp < boundaryOf(index);
    }

    function _waitFor(uint256 index) private {
        uint256 time = boundaryOf(index);
        if (block.timestamp < time) books.warpTo(time);
    }

    /// @notice The deadline of an open order, the end of the dispute window of a delivered one.
    function boundaryOf(uint256 index) public view returns (uint256) {
        Entry storage entry = _entries[index];
        if (entry.status == IDataMarket.Status.OPEN) return entry.order.deadline;
        return entry.deliveredAt + market.DISPUTE_WINDOW();
    }

    /// @notice A boundary of an unfinished order that lies ahead; 0 when there is none.
    function nextBoundary(uint256 seed) external view returns (uint256) {
        uint256 length = _entries.length;
        for (uint256 i = 0; i < length; ++i) {
            uint256 index = addmod(seed, i, length);
            if (!isUnfinished(index)) continue;
            if (boundaryOf(index) > block.timestamp + 1) return boundaryOf(index);
        }
        return 0;
    }

    function isUnfinished(uint256 index) public view returns (bool) {
        IDataMarket.Status status = _entries[index].status;
        return status == IDataMarket.Status.OPEN || status == IDataMarket.Status.DELIVERED;
    }

    function isDelivered(uint256 index) public view returns (bool) {
        return _entries[index].status == IDataMarket.Status.DELIVERED;
    }

    function orders() external view returns (uint256) {
        return _entries.length;
    }

    function orderAt(uint256 index) external view returns (IDataMarket.Order memory) {
        return _entries[index].order;
    }

    /// @notice E2: whether each order is where its parties left it.
    function ordersStand() external view returns (bool) {
        for (uint256 i = 0; i < _entries.length; ++i) {
            if (market.stateOf(_entries[i].id).status != _entries[i].status) return false;
        }
        return true;
    }

    /// @notice E1: what the market's accounts break; empty when they hold.
    function holdingsFault() external view returns (string memory) {
        (uint256 toPool, uint256 toBurn) = market.accrued();
        if (toPool != poolAccrued || toBurn != burnAccrued) return "E1: what accrued is not what was earned";
        if (escrow + toPool + toBurn + books.donated(address(market)) != books.held(address(market))) {
            return "E1: the market's holdings are not accounted for";
        }
        return "";
    }

    /// @notice E6: whether all prices are within their bounds.
    function pricesAreBounded() external view returns (bool) {
        for (uint256 kind = 0; kind < 3; ++kind) {
            uint256 floor = market.controllerOf(Kind(kind)).floor;
            uint256 price = market.priceOf(Kind(kind));
            if (price < floor || price > 16 * floor) return false;
        }
        return true;
    }
}
