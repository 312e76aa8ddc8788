// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {EpochClock} from "./EpochClock.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IRewardPool} from "./interfaces/IRewardPool.sol";
import {ISupernodeStaking} from "./interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "./interfaces/IVerdictLedger.sol";
import {IVirusMapToken} from "./interfaces/IVirusMapToken.sol";
import {KeyExchange, PublicKey} from "./libraries/KeyExchange.sol";
import {OrderId} from "./libraries/OrderId.sol";
import {Permit, Permits} from "./libraries/Permits.sol";
import {PriceController, PriceControllers} from "./libraries/PriceControllers.sol";
import {Revenue, Revenues} from "./libraries/Revenues.sol";
import {Kind, Verdicts} from "./libraries/Verdicts.sol";

/// @title DataMarket
contract DataMarket is IDataMarket, EpochClock {
    using KeyExchange for PublicKey;
    using Permits for IVirusMapToken;
    using PriceControllers for PriceController;
    using Revenues for Revenue;
    using SafeERC20 for IVirusMapToken;

    uint256 private constant BASIS_POINTS = 10_000;

    /// @dev Of the deployment: orders survive a fork of the chain that takes another identifier.
    uint256 private immutable CHAIN_ID = block.chainid;

    /// @inheritdoc IDataMarket
    IVirusMapToken public immutable override TOKEN;
    /// @inheritdoc IDataMarket
    IVerdictLedger public immutable override LEDGER;
    /// @inheritdoc IDataMarket
    ISupernodeStaking public immutable override STAKING;
    /// @inheritdoc IDataMarket
    IRewardPool public immutable override REWARD_POOL;
    /// @inheritdoc IDataMarket
    uint16 public immutable override SUBMITTER_SHARE;
    /// @inheritdoc IDataMarket
    uint16 public immutable override PROVIDER_SHARE;
    /// @inheritdoc IDataMarket
    uint16 public immutable override POOL_SHARE;
    /// @inheritdoc IDataMarket
    uint16 public immutable override BURN_SHARE;
    /// @inheritdoc IDataMarket
    uint32 public immutable override MINIMUM_DELIVERY;
    /// @inheritdoc IDataMarket
    uint32 public immutable override MAXIMUM_DELIVERY;
    /// @inheritdoc IDataMarket
    uint32 public immutable override DISPUTE_WINDOW;
    /// @inheritdoc IDataMarket
    uint16 public immutable override WRONG_KEY_MULTIPLE;

    /// @dev Invariant MarketSolvent (E1): the VMT held is at least the prices of all orders that are open or delivered,
    /// and what has accrued and is not flushed.
    /// Invariant OneEnd (E2): a status only rises, and each final one is entered by the one payment of the price.
    mapping(OrderId id => OrderState) private _states;

    mapping(Kind kind => PriceController) private _controllers;

    Revenue private _revenue;

    /// @param ledger whose verdicts are sold; its council's staking contract must name this contract as its market
    constructor(
        IVerdictLedger ledger,
        Parameters memory parameters
    ) EpochClock(ledger.GENESIS(), ledger.EPOCH_LENGTH()) {
        ISupernodeStaking staking = ledger.COUNCIL().STAKING();
        _check(staking, parameters);

        STAKING = staking;
        LEDGER = ledger;
        TOKEN = staking.TOKEN();
        REWARD_POOL = ledger.REWARD_POOL();
        SUBMITTER_SHARE = parameters.submitterShare;
        PROVIDER_SHARE = parameters.providerShare;
        POOL_SHARE = parameters.poolShare;
        BURN_SHARE = parameters.burnShare;
        MINIMUM_DELIVERY = parameters.minimumDelivery;
        MAXIMUM_DELIVERY = parameters.maximumDelivery;
        DISPUTE_WINDOW = parameters.disputeWindow;
        WRONG_KEY_MULTIPLE = parameters.wrongKeyMultiple;
        for (uint256 i = 0; i < parameters.prices.length; ++i) {
            PriceTerms memory terms = parameters.prices[i];
            _controllers[Kind(i)] = PriceControllers.create(terms.floor, terms.target, terms.scale);
        }

        // The pool takes only what its caller deposits.
        // slither-disable-next-line unused-return VMT's approve is true or reverts
        staking.TOKEN().approve(address(ledger.REWARD_POOL()), type(uint256).max);
    }

    function _check(ISupernodeStaking staking, Parameters memory parameters) private view {
        address named = staking.DATA_MARKET();
        uint256 sum =
            uint256(parameters.submitterShare) + parameters.providerShare + parameters.poolShare + parameters.burnShare;
        // A provider that resigns right after an order cannot take its bond before the order's last dispute.
        uint256 longest = uint256(parameters.maximumDelivery) + parameters.disputeWindow;
        uint256 bondHeld = (staking.UNBONDING_EPOCHS() - 1) * staking.EPOCH_LENGTH();
        require(named == address(this), DataMarket_NotTheStakingsMarket(named, address(this)));
        require(sum == BASIS_POINTS, DataMarket_SharesDoNotSum(sum, BASIS_POINTS));
        require(
            parameters.minimumDelivery != 0 &&
                parameters.minimumDelivery <= parameters.maximumDelivery &&
                parameters.disputeWindow != 0 &&
                longest <= bondHeld,
            DataMarket_InvalidWindows(parameters.minimumDelivery, parameters.maximumDelivery, parameters.disputeWindow)
        );
        require(parameters.wrongKeyMultiple != 0, DataMarket_InvalidMultiple(parameters.wrongKeyMultiple));
    }

    /* PURCHASE */

    /// @inheritdoc IDataMarket
    function purchase(Request calldata request, bytes32[] calldata proof) external override returns (OrderId id) {
        return _purchase(request, proof);
    }

    /// @inheritdoc IDataMarket
    function purchaseWithPermit(
        Request calldata request,
        bytes32[] calldata proof,
        Permit calldata permit
    ) external override returns (OrderId id) {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        return _purchase(request, proof);
    }

    function _purchase(Request calldata request, bytes32[] calldata proof) private returns (OrderId id) {
        _checkRequest(request, proof);
        Order memory order = _orderOf(request);
        id = _idOf(order);
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(_states[id].status == Status.NONE, DataMarket_OrderExists(id));

        _states[id].status = Status.OPEN;

        emit Purchased(
            id,
            msg.sender,
            order.provider,
            order,
            request.buyerKey,
            request.verdict.contentHash,
            request.epoch
        );

        TOKEN.safeTransferFrom(msg.sender, address(this), order.price);
    }

    function _checkRequest(Request calldata request, bytes32[] calldata proof) private view {
        uint256 earliest = block.timestamp + MINIMUM_DELIVERY;
        uint256 latest = block.timestamp + MAXIMUM_DELIVERY;
        uint8 policy = request.verdict.policy;
        require(LEDGER.verify(request.epoch, request.verdict, proof), DataMarket_InvalidVerdict(request.epoch));
        require(Verdicts.allowsSale(policy), DataMarket_SaleForbidden(policy));
        // Also keeps every settlement payable: VMT cannot be sent to the zero address, and to any other it can.
        require(request.verdict.submitter != address(0), DataMarket_NoSubmitter());
        require(STAKING.isEligible(request.provider), DataMarket_NotEligible(request.provider));
        require(request.buyerKey.isValid(), DataMarket_InvalidBuyerKey(request.buyerKey.x, request.buyerKey.y));
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(
            request.deadline >= earliest && request.deadline <= latest,
            DataMarket_DeadlineOutOfRange(request.deadline, earliest, latest)
        );
    }

    /// @dev What the order needs later is copied now; nothing that changes afterwards reaches it (E5).
    function _orderOf(Request calldata request) private view returns (Order memory) {
        Kind kind = request.verdict.kind;
        uint256 price = _controllers[kind].price(currentEpoch());
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(price != 0, DataMarket_NotSold(kind));
        require(price <= request.maxPrice, DataMarket_PriceAboveMaximum(price, request.maxPrice));
        (uint256 providerKeyX, uint8 providerKeyParity) = STAKING.encryptionKeyOf(request.provider);
        return
            Order({
                buyer: msg.sender,
                provider: request.provider,
                submitter: request.verdict.submitter,
                kind: kind,
                // At most 16 floors: `create` checked that this fits.
                price: uint96(price),
                keyCommitment: request.verdict.keyCommitment,
                providerKeyX: providerKeyX,
                providerKeyParity: providerKeyParity,
                buyerKey: request.buyerKey.addressOf(),
                // Not far beyond the block's time.
                deadline: uint40(request.deadline)
            });
    }

    /* DELIVERY */

    /// @inheritdoc IDataMarket
    /// @dev Strictly before the deadline, from which on `refund` is possible (E3).
    function deliver(Order calldata order, bytes32 maskedKey) external override {
        OrderId id = _inStatus(order, Status.OPEN);
        require(
            msg.sender == order.provider || STAKING.isSigner(order.provider, msg.sender),
            DataMarket_NotTheProvider(msg.sender, order.provider)
        );
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(block.timestamp < order.deadline, DataMarket_DeadlinePassed(block.timestamp, order.deadline));

        _states[id] = OrderState({
            status: Status.DELIVERED,
            deliveredAt: uint40(block.timestamp),
            maskedKeyHash: _hashOf(maskedKey)
        });

        emit Delivered(id, maskedKey, block.timestamp + DISPUTE_WINDOW);
    }

    /// @inheritdoc IDataMarket
    /// @dev For anyone: a provider that vanished locks nothing (E7, X6).
    function refund(Order calldata order) external override {
        OrderId id = _inStatus(order, Status.OPEN);
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(block.timestamp >= order.deadline, DataMarket_DeadlineNotPassed(block.timestamp, order.deadline));

        _states[id].status = Status.REFUNDED;

        emit Refunded(id, order.price);

        TOKEN.safeTransfer(order.buyer, order.price);
    }

    /* SETTLEMENT */

    /// @inheritdoc IDataMarket
    function accept(Order calldata order) external override {
        OrderId id = _inStatus(order, Status.DELIVERED);
        require(msg.sender == order.buyer, DataMarket_NotTheBuyer(msg.sender, order.buyer));

        _settle(id, order);
    }

    /// @inheritdoc IDataMarket
    /// @dev For anyone: a buyer that vanished locks nothing (E7, X6). From the second in which no dispute can be made (E3).
    function settle(Order calldata order) external override {
        OrderId id = _inStatus(order, Status.DELIVERED);
        uint256 end = _disputeEnd(id);
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(block.timestamp >= end, DataMarket_DisputeWindowOpen(block.timestamp, end));

        _settle(id, order);
    }

    /// @dev Shares round down; the burn takes what is left, so that the four always sum to the price. Only what is settled
    /// moves the price (E6).
    function _settle(OrderId id, Order calldata order) private {
        uint256 price = order.price;
        uint256 toSubmitter = (price * SUBMITTER_SHARE) / BASIS_POINTS;
        uint256 toProvider = (price * PROVIDER_SHARE) / BASIS_POINTS;
        uint256 toPool = (price * POOL_SHARE) / BASIS_POINTS;
        uint256 toBurn = price - toSubmitter - toProvider - toPool;

        _states[id].status = Status.SETTLED;
        _controllers[order.kind].grow(currentEpoch(), 1);
        _revenue.accrue(toPool, toBurn);

        emit Settled(id, toSubmitter, toProvider, toPool, toBurn);

        TOKEN.safeTransfer(order.submitter, toSubmitter);
        TOKEN.safeTransfer(order.provider, toProvider);
    }

    /// @inheritdoc IDataMarket
    function flush() external override {
        (uint256 toPool, uint256 toBurn) = _revenue.flush();
        require(toPool + toBurn != 0, DataMarket_NothingToFlush());

        emit Flushed(toPool, toBurn);

        if (toPool != 0) REWARD_POOL.deposit(toPool);
        TOKEN.burn(toBurn);
    }

    /* DISPUTE */

    /// @inheritdoc IDataMarket
    function dispute(Order calldata order, bytes32 maskedKey, uint256 privateKey) external override {
        OrderId id = _inStatus(order, Status.DELIVERED);
        uint256 end = _disputeEnd(id);
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(block.timestamp < end, DataMarket_DisputeWindowOver(block.timestamp, end));
        // slither-disable-next-line incorrect-equality hashes, compared exactly
        require(_states[id].maskedKeyHash == _hashOf(maskedKey), DataMarket_NotTheMaskedKey(maskedKey));
        require(!_isCorrect(id, order, maskedKey, privateKey), DataMarket_KeyIsCorrect(id));

        _states[id].status = Status.WRONG_KEY;

        emit WrongKeyProven(id, order.provider, order.price);

        TOKEN.safeTransfer(order.buyer, order.price);
        STAKING.slashWrongKey(order.provider, uint256(order.price) * WRONG_KEY_MULTIPLE, order.buyer);
    }

    /// @dev The scalar opens what was delivered as the buyer would, or belongs to another key and is refused (E4). Both keys
    /// were checked to be points of the curve when they came; only the scalar is new.
    function _isCorrect(
        OrderId id,
        Order calldata order,
        bytes32 maskedKey,
        uint256 privateKey
    ) private pure returns (bool) {
        require(KeyExchange.isScalar(privateKey), DataMarket_InvalidScalar(privateKey));
        address revealed = KeyExchange.publicAddress(privateKey);
        require(revealed == order.buyerKey, DataMarket_NotTheBuyersKey(revealed, order.buyerKey));
        address sharedPoint = KeyExchange.multiply(order.providerKeyX, order.providerKeyParity, privateKey);
        bytes32 key = KeyExchange.mask(maskedKey, sharedPoint, OrderId.unwrap(id));
        // slither-disable-next-line incorrect-equality,timestamp hashes, compared exactly
        return keccak256(abi.encode(key)) == order.keyCommitment;
    }

    function _inStatus(Order calldata order, Status expected) private view returns (OrderId id) {
        id = _idOf(order);
        Status status = _states[id].status;
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(status == expected, DataMarket_WrongStatus(id, status));
    }

    function _disputeEnd(OrderId id) private view returns (uint256) {
        return uint256(_states[id].deliveredAt) + DISPUTE_WINDOW;
    }

    function _hashOf(bytes32 maskedKey) private pure returns (bytes26) {
        return bytes26(keccak256(abi.encode(maskedKey)));
    }

    /// @dev The chain and the contract are part of the id, so that a key masked for one market serves in no other.
    function _idOf(Order memory order) private view returns (OrderId) {
        return OrderId.wrap(keccak256(abi.encode(CHAIN_ID, address(this), order)));
    }

    /* VIEWS */

    /// @inheritdoc IDataMarket
    function priceOf(Kind kind) external view override returns (uint256) {
        return _controllers[kind].price(currentEpoch());
    }

    /// @inheritdoc IDataMarket
    function controllerOf(Kind kind) external view override returns (PriceController memory) {
        return _controllers[kind];
    }

    /// @inheritdoc IDataMarket
    function idOf(Order calldata order) external view override returns (OrderId) {
        return _idOf(order);
    }

    /// @inheritdoc IDataMarket
    function stateOf(OrderId id) external view override returns (OrderState memory) {
        return _states[id];
    }

    /// @inheritdoc IDataMarket
    function accrued() external view override returns (uint256 toPool, uint256 toBurn) {
        return _revenue.due();
    }
}
