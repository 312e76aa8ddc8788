// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {EpochClock} from "./EpochClock.sol";
import {IEpochClock} from "./interfaces/IEpochClock.sol";
import {ISupernodeStaking} from "./interfaces/ISupernodeStaking.sol";
import {IVirusMapToken} from "./interfaces/IVirusMapToken.sol";
import {Epoch} from "./libraries/Epoch.sol";
import {KeyExchange, PublicKey} from "./libraries/KeyExchange.sol";
import {Permit, Permits} from "./libraries/Permits.sol";
import {SharePool, SharePools} from "./libraries/SharePools.sol";
import {EpochWindow, SupernodeRecord, SupernodeRecords} from "./libraries/SupernodeRecords.sol";

/// @title SupernodeStaking
contract SupernodeStaking is ISupernodeStaking, EpochClock, EIP712 {
    using KeyExchange for PublicKey;
    using Permits for IVirusMapToken;
    using SafeCast for uint256;
    using SafeERC20 for IVirusMapToken;
    using SharePools for SharePool;
    using SupernodeRecords for SupernodeRecord;

    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant SLASH_MAXIMUM = 5_000; // 50 %
    uint32 private constant EPOCHS_MAXIMUM = 10_000; // far below what an epoch number can hold
    bytes32 private constant SIGNER_CONSENT_TYPEHASH = keccak256("SignerConsent(address operator)");
    Epoch private constant FOREVER = Epoch.wrap(type(uint32).max);

    /// @inheritdoc ISupernodeStaking
    IVirusMapToken public immutable override TOKEN;
    /// @inheritdoc ISupernodeStaking
    address public immutable override EQUIVOCATION_FAULTS;
    /// @inheritdoc ISupernodeStaking
    address public immutable override DATA_MARKET;
    /// @inheritdoc ISupernodeStaking
    uint256 public immutable override MINIMUM_BOND;
    /// @inheritdoc ISupernodeStaking
    uint32 public immutable override UNBONDING_EPOCHS;
    /// @inheritdoc ISupernodeStaking
    uint32 public immutable override EVIDENCE_EPOCHS;
    /// @inheritdoc ISupernodeStaking
    uint32 public immutable override JAIL_EPOCHS;
    /// @inheritdoc ISupernodeStaking
    uint8 public immutable override EQUIVOCATION_LIMIT;
    /// @inheritdoc ISupernodeStaking
    uint16 public immutable override SLASH_SHARE;
    /// @inheritdoc ISupernodeStaking
    uint16 public immutable override BOUNTY_SHARE;
    /// @inheritdoc ISupernodeStaking
    uint16 public immutable override WRONG_KEY_BOUNTY_SHARE;

    /// @dev Invariant StakeSolvent (K1): the VMT held is at least the sum, over all supernodes, of bond, pool, tickets,
    /// dripping and incoming. Every transfer in adds to exactly one of them, every transfer out and burn takes from one.
    mapping(address supernode => SupernodeRecord) private _supernodes;

    /// @dev Invariant OneKeyOneSupernode (K10): an entry is created once, and its supernode never changes.
    mapping(address key => SigningKey) private _keys;

    /// @inheritdoc ISupernodeStaking
    /// @dev The only way out is a ticket, which votes for nobody (K3).
    mapping(address supernode => mapping(address voter => uint256)) public override sharesOf;

    /// @inheritdoc ISupernodeStaking
    /// @dev By epoch: a new ticket delays no older one (K4), and only its owner can open or take it (X2).
    mapping(address supernode => mapping(address voter => mapping(Epoch => uint256))) public override ticketOf;

    /// @dev The two provers are predicted addresses; each checks in its own constructor that this contract names it.
    constructor(
        IVirusMapToken token,
        IEpochClock clock,
        // slither-disable-next-line missing-zero-check the prover checks that it is named here
        address equivocationFaults,
        // slither-disable-next-line missing-zero-check the prover checks that it is named here
        address dataMarket,
        Parameters memory parameters
    ) EpochClock(clock.GENESIS(), clock.EPOCH_LENGTH()) EIP712("VirusMap SupernodeStaking", "1") {
        require(
            parameters.minimumBond != 0 &&
                parameters.evidenceEpochs != 0 &&
                // Stake that leaves stays within reach for as long as a fault of its last epoch can be proven.
                parameters.unbondingEpochs > parameters.evidenceEpochs &&
                parameters.unbondingEpochs <= EPOCHS_MAXIMUM &&
                parameters.jailEpochs != 0 &&
                parameters.jailEpochs <= EPOCHS_MAXIMUM &&
                parameters.equivocationLimit != 0 &&
                // However often a supernode is slashed, the whole supply still fits as shares (K6): each slash at most
                // doubles what a unit buys, and after the last but one only faults of the evidence time are left.
                (token.INITIAL_SUPPLY() + 1) * SharePools.VIRTUAL_SHARES <=
                    type(uint160).max >> (uint256(parameters.equivocationLimit) + parameters.evidenceEpochs) &&
                parameters.slashShare <= SLASH_MAXIMUM &&
                parameters.bountyShare < BASIS_POINTS &&
                parameters.wrongKeyBountyShare <= BASIS_POINTS,
            SupernodeStaking_InvalidParameters()
        );

        TOKEN = token;
        EQUIVOCATION_FAULTS = equivocationFaults;
        DATA_MARKET = dataMarket;
        MINIMUM_BOND = parameters.minimumBond;
        UNBONDING_EPOCHS = parameters.unbondingEpochs;
        EVIDENCE_EPOCHS = parameters.evidenceEpochs;
        JAIL_EPOCHS = parameters.jailEpochs;
        EQUIVOCATION_LIMIT = parameters.equivocationLimit;
        SLASH_SHARE = parameters.slashShare;
        BOUNTY_SHARE = parameters.bountyShare;
        WRONG_KEY_BOUNTY_SHARE = parameters.wrongKeyBountyShare;
    }

    /* OPERATOR */

    /// @inheritdoc ISupernodeStaking
    function register(Registration calldata registration) external override {
        _register(registration);
    }

    /// @inheritdoc ISupernodeStaking
    function registerWithPermit(Registration calldata registration, Permit calldata permit) external override {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        _register(registration);
    }

    function _register(Registration calldata registration) private {
        SupernodeRecord storage node = _supernodes[msg.sender];
        uint256 bond = registration.bond;
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(node.drippedAt == 0, SupernodeStaking_AlreadyRegistered(msg.sender));
        require(bond >= MINIMUM_BOND, SupernodeStaking_BondTooSmall(bond, MINIMUM_BOND));
        _checkCommission(registration.commission);

        node.bond = bond.toUint96();
        node.drippedAt = block.timestamp.toUint40();
        node.commission = registration.commission;
        node.nextCommission = registration.commission;
        _setEncryptionKey(node, registration.encryptionKey);
        Epoch from = _addSigner(node, registration.signer, registration.signerProof);

        emit Registered(
            msg.sender,
            registration.signer,
            registration.encryptionKey,
            registration.commission,
            registration.metadataURI
        );
        emit SignerChanged(msg.sender, registration.signer, from);
        emit BondAdded(msg.sender, bond);

        TOKEN.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @inheritdoc ISupernodeStaking
    function addBond(uint256 amount) external override {
        _addBond(amount);
    }

    /// @inheritdoc ISupernodeStaking
    function addBondWithPermit(uint256 amount, Permit calldata permit) external override {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        _addBond(amount);
    }

    function _addBond(uint256 amount) private {
        SupernodeRecord storage node = _candidate(msg.sender);
        require(amount != 0, SupernodeStaking_ZeroAmount());

        node.bond = (amount + node.bond).toUint96();

        emit BondAdded(msg.sender, amount);

        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ISupernodeStaking
    function resign() external override {
        _retire(_candidate(msg.sender), msg.sender);
    }

    /// @dev The key ends with the epoch: stake answers for as long as a fault of its last epoch can be proven (K5).
    function _retire(SupernodeRecord storage node, address supernode) private {
        Epoch releaseEpoch = currentEpoch().plus(UNBONDING_EPOCHS);
        (node.resigned, node.releaseEpoch) = (true, releaseEpoch);
        _keys[node.signer].until = currentEpoch().plus(1);

        emit Resigned(supernode, releaseEpoch);
    }

    /// @inheritdoc ISupernodeStaking
    function withdrawBond() external override {
        SupernodeRecord storage node = _supernodes[msg.sender];
        Epoch releaseEpoch = node.releaseEpoch;
        require(releaseEpoch != Epoch.wrap(0), SupernodeStaking_NotResigned(msg.sender));
        require(currentEpoch() >= releaseEpoch, SupernodeStaking_BondLocked(currentEpoch(), releaseEpoch));
        node.accrue(_window());
        uint256 amount = node.bond;
        require(amount != 0, SupernodeStaking_NothingToWithdraw(msg.sender));

        node.bond = 0;

        emit BondWithdrawn(msg.sender, amount);

        TOKEN.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ISupernodeStaking
    /// @dev From the next epoch; the old key stays its supernode's for the epochs before (K10).
    function setSigner(address signer, bytes calldata signerProof) external override {
        SupernodeRecord storage node = _candidate(msg.sender);

        Epoch from = currentEpoch().plus(1);
        _keys[node.signer].until = from;
        _addSigner(node, signer, signerProof);

        emit SignerChanged(msg.sender, signer, from);
    }

    /// @dev The signer proves its own consent, so that nobody can register the key of somebody else before him.
    function _addSigner(
        SupernodeRecord storage node,
        address signer,
        bytes calldata signerProof
    ) private returns (Epoch from) {
        address user = _keys[signer].supernode;
        require(user == address(0), SupernodeStaking_SignerUsed(signer, user));
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(SIGNER_CONSENT_TYPEHASH, msg.sender)));
        // slither-disable-next-line unused-return only the address is needed
        (address recovered, , ) = ECDSA.tryRecoverCalldata(digest, signerProof);
        require(recovered == signer && signer != address(0), SupernodeStaking_NoConsent(signer, recovered));

        from = currentEpoch().plus(1);
        _keys[signer] = SigningKey({supernode: msg.sender, from: from, until: FOREVER});
        node.signer = signer;
    }

    /// @inheritdoc ISupernodeStaking
    function setEncryptionKey(PublicKey calldata encryptionKey) external override {
        _setEncryptionKey(_registered(msg.sender), encryptionKey);

        emit EncryptionKeyChanged(msg.sender, encryptionKey);
    }

    function _setEncryptionKey(SupernodeRecord storage node, PublicKey calldata key) private {
        require(key.isValid(), SupernodeStaking_InvalidEncryptionKey(key.x, key.y));

        node.encryptionKeyX = key.x;
        node.encryptionKeyParity = key.parityOf();
    }

    /// @inheritdoc ISupernodeStaking
    function setMetadataURI(string calldata metadataURI) external override {
        _registered(msg.sender);

        emit MetadataChanged(msg.sender, metadataURI);
    }

    /// @inheritdoc ISupernodeStaking
    function setCommission(uint16 commission) external override {
        SupernodeRecord storage node = _registered(msg.sender);
        _checkCommission(commission);

        uint16 current = node.commissionIn(currentEpoch());
        // slither-disable-next-line timestamp no time: commissions
        Epoch from = currentEpoch().plus(commission < current ? 1 : UNBONDING_EPOCHS);
        node.commission = current;
        node.nextCommission = commission;
        node.commissionFrom = from;

        emit CommissionChanged(msg.sender, commission, from);
    }

    function _checkCommission(uint16 commission) private pure {
        require(commission <= BASIS_POINTS, SupernodeStaking_InvalidCommission(commission, BASIS_POINTS));
    }

    /// @inheritdoc ISupernodeStaking
    function unjail() external override {
        SupernodeRecord storage node = _supernodes[msg.sender];
        Epoch until = node.jailedUntil;
        require(until != Epoch.wrap(0), SupernodeStaking_NotJailed(msg.sender));
        require(currentEpoch() >= until, SupernodeStaking_StillJailed(currentEpoch(), until));

        (node.jailed, node.jailedUntil) = (false, Epoch.wrap(0));

        emit Unjailed(msg.sender);
    }

    function _registered(address supernode) private view returns (SupernodeRecord storage node) {
        node = _supernodes[supernode];
        // Set at registration and never cleared, in a slot that most callers read anyway.
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(node.drippedAt != 0, SupernodeStaking_NotRegistered(supernode));
    }

    function _candidate(address supernode) private view returns (SupernodeRecord storage node) {
        node = _registered(supernode);
        require(!node.resigned, SupernodeStaking_AlreadyResigned(supernode));
    }

    /* VOTER */

    /// @inheritdoc ISupernodeStaking
    function vote(address supernode, uint256 amount) external override returns (uint256 shares) {
        return _vote(supernode, amount);
    }

    /// @inheritdoc ISupernodeStaking
    function voteWithPermit(
        address supernode,
        uint256 amount,
        Permit calldata permit
    ) external override returns (uint256 shares) {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        return _vote(supernode, amount);
    }

    function _vote(address supernode, uint256 amount) private returns (uint256 shares) {
        SupernodeRecord storage node = _candidate(supernode);
        require(amount != 0, SupernodeStaking_ZeroAmount());
        node.accrue(_window());

        SharePool memory pool = node.poolOf();
        shares = pool.deposit(amount);
        require(shares != 0, SupernodeStaking_TooSmall(amount));
        node.storePool(pool);
        sharesOf[supernode][msg.sender] += shares;

        emit Voted(supernode, msg.sender, amount, shares);

        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ISupernodeStaking
    function unvote(address supernode, uint256 shares) external override {
        SupernodeRecord storage node = _supernodes[supernode];
        uint256 owned = sharesOf[supernode][msg.sender];
        require(shares != 0, SupernodeStaking_ZeroAmount());
        require(shares <= owned, SupernodeStaking_NotEnoughShares(shares, owned));
        node.accrue(_window());

        sharesOf[supernode][msg.sender] = owned - shares;
        (SharePool memory pool, SharePool memory tickets) = (node.poolOf(), node.tickets);
        (uint256 assets, uint256 residue) = pool.withdraw(shares);
        uint256 ticketShares = tickets.deposit(assets);
        node.storePool(pool);
        node.tickets = tickets;
        if (residue != 0) node.bond += uint96(residue);
        Epoch epoch = currentEpoch();
        ticketOf[supernode][msg.sender][epoch] += ticketShares;

        emit Unvoted(supernode, msg.sender, epoch, shares, assets, ticketShares);
    }

    /// @inheritdoc ISupernodeStaking
    function withdraw(address supernode, Epoch epoch) external override {
        SupernodeRecord storage node = _supernodes[supernode];
        uint256 ticketShares = ticketOf[supernode][msg.sender][epoch];
        require(ticketShares != 0, SupernodeStaking_NoTicket(supernode, msg.sender, epoch));
        Epoch payableFrom = epoch.plus(UNBONDING_EPOCHS);
        require(currentEpoch() >= payableFrom, SupernodeStaking_TicketLocked(currentEpoch(), payableFrom));

        ticketOf[supernode][msg.sender][epoch] = 0;
        SharePool memory tickets = node.tickets;
        (uint256 assets, uint256 residue) = tickets.withdraw(ticketShares);
        node.tickets = tickets;
        if (residue != 0) node.bond += uint96(residue);

        emit TicketPaid(supernode, msg.sender, epoch, assets);

        TOKEN.safeTransfer(msg.sender, assets);
    }

    /* REWARDS */

    /// @inheritdoc ISupernodeStaking
    function payIn(address[] calldata supernodes, uint256 amount) external override {
        _payIn(supernodes, amount);
    }

    /// @inheritdoc ISupernodeStaking
    function payInWithPermit(address[] calldata supernodes, uint256 amount, Permit calldata permit) external override {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        _payIn(supernodes, amount);
    }

    /// @dev Loops over what the payer lists and pays for, nothing that others can grow.
    function _payIn(address[] calldata supernodes, uint256 amount) private {
        require(amount != 0, SupernodeStaking_ZeroAmount());

        EpochWindow memory window = _window();
        uint96 reward = amount.toUint96();
        for (uint256 i = 0; i < supernodes.length; ++i) {
            _registered(supernodes[i]).reward(window, reward);
        }

        emit RewardsPaidIn(msg.sender, window.epoch, amount, supernodes);

        TOKEN.safeTransferFrom(msg.sender, address(this), amount * supernodes.length);
    }

    function _window() private view returns (EpochWindow memory window) {
        window.epoch = currentEpoch();
        window.start = epochStart(window.epoch);
        window.end = epochStart(window.epoch.plus(1));
        // Epoch 0 begins with time, epoch 1 with genesis.
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        if (window.start > GENESIS) window.previous = window.start - EPOCH_LENGTH;
    }

    /* FAULTS */

    /// @inheritdoc ISupernodeStaking
    /// @dev The two contracts that may take from others are immutables, not holders of a role (X2).
    function slashEquivocation(address supernode, address reporter) external override {
        SupernodeRecord storage node = _supernodes[supernode];
        require(msg.sender == EQUIVOCATION_FAULTS, SupernodeStaking_NotEquivocationFaults(msg.sender));
        node.accrue(_window());

        uint256 fromBond = _part(node.bond, SLASH_SHARE);
        uint256 fromPool = _part(node.votes, SLASH_SHARE);
        uint256 fromTickets = _part(node.tickets.assets, SLASH_SHARE);
        // A part, rounded up, of an integer is at most that integer.
        node.bond -= uint96(fromBond);
        node.votes -= uint96(fromPool);
        node.tickets.assets -= uint96(fromTickets);
        Epoch until = currentEpoch().plus(JAIL_EPOCHS);
        (node.jailed, node.jailedUntil) = (true, until);
        uint256 bounty = (fromBond * BOUNTY_SHARE) / BASIS_POINTS;

        emit Slashed(supernode, reporter, fromBond, fromPool, fromTickets, bounty);
        emit Jailed(supernode, until);
        _countEquivocation(node, supernode);

        TOKEN.burn(fromBond + fromPool + fromTickets - bounty);
        TOKEN.safeTransfer(reporter, bounty);
    }

    /// @dev A slash can at most double the shares that a unit buys. Their number is bounded by ending the supernode, so that
    /// shares always fit and no operator can lock its voters in by slashing itself (K6).
    function _countEquivocation(SupernodeRecord storage node, address supernode) private {
        if (node.equivocations == EQUIVOCATION_LIMIT) return;
        ++node.equivocations;
        if (node.equivocations == EQUIVOCATION_LIMIT && !node.resigned) _retire(node, supernode);
    }

    /// @inheritdoc ISupernodeStaking
    function slashWrongKey(address supernode, uint256 amount, address buyer) external override {
        SupernodeRecord storage node = _supernodes[supernode];
        require(msg.sender == DATA_MARKET, SupernodeStaking_NotDataMarket(msg.sender));
        node.accrue(_window());

        uint256 fromBond = Math.min(amount, node.bond);
        node.bond -= uint96(fromBond);
        uint256 bounty = (fromBond * WRONG_KEY_BOUNTY_SHARE) / BASIS_POINTS;

        emit Slashed(supernode, buyer, fromBond, 0, 0, bounty);

        TOKEN.burn(fromBond - bounty);
        TOKEN.safeTransfer(buyer, bounty);
    }

    /// @dev Rounds against the supernode.
    function _part(uint256 amount, uint256 basisPoints) private pure returns (uint256) {
        return Math.ceilDiv(amount * basisPoints, BASIS_POINTS);
    }

    /* VIEWS */

    /// @inheritdoc ISupernodeStaking
    function weightOf(address supernode) external view override returns (uint256) {
        return _supernodes[supernode].weight(_window());
    }

    /// @inheritdoc ISupernodeStaking
    function isEligible(address supernode) external view override returns (bool) {
        SupernodeRecord storage node = _supernodes[supernode];
        return node.bond >= MINIMUM_BOND && !node.jailed && !node.resigned;
    }

    /// @inheritdoc ISupernodeStaking
    function isJailed(address supernode) external view override returns (bool) {
        return _supernodes[supernode].jailed;
    }

    /// @inheritdoc ISupernodeStaking
    function isSigner(address supernode, address key) external view override returns (bool) {
        return supernode != address(0) && supernode == _signerOf(key, currentEpoch());
    }

    /// @inheritdoc ISupernodeStaking
    function signerStatus(
        address key,
        Epoch epoch
    ) external view override returns (address supernode, bool jailed, uint256 weight) {
        supernode = _signerOf(key, epoch);
        if (supernode == address(0)) return (address(0), false, 0);
        SupernodeRecord storage node = _supernodes[supernode];
        return (supernode, node.jailed, node.weight(_window()));
    }

    /// @inheritdoc ISupernodeStaking
    /// @dev Loops over what the caller lists: the signatures of a report, at most one a seat.
    function signersAt(
        Epoch epoch,
        address[] calldata keys
    ) external view override returns (address[] memory supernodes, uint256 jailed, uint256 weight) {
        supernodes = new address[](keys.length);
        EpochWindow memory window = _window();
        for (uint256 i = 0; i < keys.length; ++i) {
            address supernode = _signerOf(keys[i], epoch);
            if (supernode == address(0)) continue;
            supernodes[i] = supernode;
            SupernodeRecord storage node = _supernodes[supernode];
            if (node.jailed) jailed |= 1 << i;
            else weight += node.weight(window);
        }
    }

    function _signerOf(address key, Epoch epoch) private view returns (address) {
        SigningKey storage signing = _keys[key];
        (address supernode, Epoch from, Epoch until) = (signing.supernode, signing.from, signing.until);
        return from <= epoch && epoch < until ? supernode : address(0);
    }

    /// @inheritdoc ISupernodeStaking
    function signingKey(address key) external view override returns (SigningKey memory) {
        return _keys[key];
    }

    /// @inheritdoc ISupernodeStaking
    function encryptionKeyOf(address supernode) external view override returns (uint256 x, uint8 parity) {
        return (_supernodes[supernode].encryptionKeyX, _supernodes[supernode].encryptionKeyParity);
    }

    /// @inheritdoc ISupernodeStaking
    function commissionOf(address supernode) external view override returns (uint16) {
        return _supernodes[supernode].commissionIn(currentEpoch());
    }

    /// @inheritdoc ISupernodeStaking
    function supernodeOf(address supernode) external view override returns (Supernode memory) {
        return _supernodes[supernode].described();
    }

    /// @inheritdoc ISupernodeStaking
    function votesOf(address supernode, address voter) external view override returns (uint256) {
        return _supernodes[supernode].poolNow(_window()).toAssets(sharesOf[supernode][voter]);
    }

    /// @inheritdoc ISupernodeStaking
    function ticketValueOf(address supernode, address voter, Epoch epoch) external view override returns (uint256) {
        return _supernodes[supernode].tickets.toAssets(ticketOf[supernode][voter][epoch]);
    }
}
