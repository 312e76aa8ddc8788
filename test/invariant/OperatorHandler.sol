// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Signing} from "../helpers/Signing.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";

/// @notice Operators of supernodes: number n (from 0) is the n-th to register. Keeps who signs with which key, and when.
contract OperatorHandler is Handler {
    struct Key {
        uint256 privateKey;
        uint256 from;
    }

    /// @notice How many are registered.
    uint256 public count;

    mapping(uint256 n => Key[]) private _keys;
    /// @dev First epoch without a signer; 0 while it serves.
    mapping(uint256 n => uint256) private _goneFrom;
    /// @notice Which of the books' scalars is the supernode's encryption key.
    mapping(uint256 n => uint256) public encryptionKey;
    mapping(address supernode => uint256 n) public numberOf;
    bytes32 private _domainSeparator;

    constructor(Books books_, bytes32 domainSeparator) Handler(books_) {
        _domainSeparator = domainSeparator;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](10);
        list[0] = this.register.selector;
        list[1] = this.registerWithPermit.selector;
        list[2] = this.addBond.selector;
        list[3] = this.addBondWithPermit.selector;
        list[4] = this.resign.selector;
        list[5] = this.withdrawBond.selector;
        list[6] = this.setSigner.selector;
        list[7] = this.setEncryptionKey.selector;
        list[8] = this.setTerms.selector;
        list[9] = this.unjail.selector;
    }

    /* ENTERING */

    function register(uint256 seed) public {
        idleUnless(count < books.NODES());
        (uint256 n, address operator, ISupernodeStaking.Registration memory registration) = _prepare(seed);
        _approve(operator, registration.bond);
        must(operator, address(staking), abi.encodeCall(staking.register, (registration)), "K1");
        _note(n, operator, registration.bond);
    }

    function registerWithPermit(uint256 seed) external {
        // The last operator is a contract wallet, which signs nothing.
        idleUnless(count + 1 < books.NODES());
        (uint256 n, address operator, ISupernodeStaking.Registration memory registration) = _prepare(seed);
        Permit memory permit = permitOf(books.operatorKey(n), address(staking), registration.bond);
        if (seed % 2 == 0) overtake(operator, address(staking), permit);
        bytes memory data = abi.encodeCall(staking.registerWithPermit, (registration, permit));
        must(operator, address(staking), data, "T4");
        _note(n, operator, registration.bond);
    }

    function _prepare(
        uint256 seed
    ) private view returns (uint256 n, address operator, ISupernodeStaking.Registration memory registration) {
        n = count;
        operator = books.operator(n);
        uint256 key = _newKey(n);
        registration = ISupernodeStaking.Registration({
            signer: vm.addr(key),
            signerProof: _consent(key, operator),
            encryptionKey: books.point(n),
            metadataURI: "ipfs://metadata",
            commission: uint16(draw(seed, 1) % 10_001),
            bond: staking.MINIMUM_BOND() + (draw(seed, 2) % staking.MINIMUM_BOND())
        });
    }

    function _note(uint256 n, address operator, uint256 bond) private {
        ++count;
        numberOf[operator] = n;
        encryptionKey[n] = n;
        _keys[n].push(Key(_newKey(n), epochNow() + 1));
        books.move(operator, address(staking), bond);
    }

    /* SERVING */

    function addBond(uint256 seed, uint256 amount) external {
        (, address operator) = _serving(seed);
        amount = amountUpTo(amount, token.balanceOf(operator) / 8);
        _approve(operator, amount);
        must(operator, address(staking), abi.encodeCall(staking.addBond, (amount)), "K1");
        books.move(operator, address(staking), amount);
    }

    function addBondWithPermit(uint256 seed, uint256 amount) external {
        (uint256 n, address operator) = _serving(seed);
        idleUnless(n + 1 < books.NODES());
        amount = amountUpTo(amount, token.balanceOf(operator) / 8);
        Permit memory permit = permitOf(books.operatorKey(n), address(staking), amount);
        if (seed % 2 == 0) overtake(operator, address(staking), permit);
        must(operator, address(staking), abi.encodeCall(staking.addBondWithPermit, (amount, permit)), "T4");
        books.move(operator, address(staking), amount);
    }

    function setSigner(uint256 seed) external {
        (uint256 n, address operator) = _serving(seed);
        uint256 key = _newKey(n);
        bytes memory data = abi.encodeCall(staking.setSigner, (vm.addr(key), _consent(key, operator)));
        must(operator, address(staking), data, "K10");
        _keys[n].push(Key(key, epochNow() + 1));
        mustNot(operator, address(staking), data, "K10"); // a used key never returns
    }

    function setEncryptionKey(uint256 seed) external {
        (uint256 n, address operator) = _any(seed);
        encryptionKey[n] = draw(seed, 1);
        bytes memory data = abi.encodeCall(staking.setEncryptionKey, (books.point(draw(seed, 1))));
        must(operator, address(staking), data, "K10");
    }

    /// @dev The description and the commission.
    function setTerms(uint256 seed) external {
        (, address operator) = _any(seed);
        uint16 commission = uint16(draw(seed, 1) % 10_001);
        uint16 before = staking.commissionOf(operator);
        must(operator, address(staking), abi.encodeCall(staking.setMetadataURI, ("ipfs://other")), "K10");
        must(operator, address(staking), abi.encodeCall(staking.setCommission, (commission)), "K10");
        books.check(staking.commissionOf(operator) == before, "K10: a commission changed within its epoch");
    }

    /// @dev Whose jail is over, or one for whom it is waited, to the second.
    function unjail(uint256 seed) external {
        bool waits = draw(seed, 1) % 4 == 0;
        for (uint256 i = 0; i < count; ++i) {
            address operator = books.operator(addmod(seed, i, count));
            uint256 until = Epoch.unwrap(staking.supernodeOf(operator).jailedUntil);
            if (until == 0 || (until > epochNow() && !waits)) continue;
            if (until > epochNow()) books.warpTo(books.startOf(until));
            must(operator, address(staking), abi.encodeCall(staking.unjail, ()), "K9");
            return;
        }
        idle();
    }

    /* LEAVING */

    /// @dev Enough stay to fill a council.
    function resign(uint256 seed) external {
        (uint256 n, address operator) = _serving(seed);
        uint256 staying;
        for (uint256 i = 0; i < count; ++i) if (isServing(i)) ++staying;
        idleUnless(staying > council.SEATS());
        must(operator, address(staking), abi.encodeCall(staking.resign, ()), "X6");
        _goneFrom[n] = epochNow() + 1;
    }

    /// @dev A bond that is free, or one that is waited for, to the second.
    function withdrawBond(uint256 seed) external {
        bool waits = draw(seed, 1) % 4 == 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 n = addmod(seed, i, count);
            ISupernodeStaking.Supernode memory node = staking.supernodeOf(books.operator(n));
            uint256 release = Epoch.unwrap(node.releaseEpoch);
            if (release == 0 || node.bond == 0 || (release > epochNow() && !waits)) continue;
            if (release > epochNow()) books.warpTo(books.startOf(release));
            takeBond(n);
            return;
        }
        idle();
    }

    /// @notice Pays the bond of `n` to its operator. What it is, staking's record and the dripping rewards bound.
    function takeBond(uint256 n) public {
        address operator = books.operator(n);
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(operator);
        uint256 before = token.balanceOf(operator);
        must(operator, address(staking), abi.encodeCall(staking.withdrawBond, ()), "K6");
        uint256 amount = token.balanceOf(operator) - before;
        books.check(
            amount >= node.bond && amount <= uint256(node.bond) + node.dripping + node.incoming,
            "K1: more or less than the bond was paid"
        );
        books.move(address(staking), operator, amount);
    }

    /// @notice Whether the bond of `n` can be withdrawn now, and is not nothing.
    function isBondFree(uint256 n) public view returns (bool) {
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(books.operator(n));
        uint256 release = Epoch.unwrap(node.releaseEpoch);
        return release != 0 && epochNow() >= release && node.bond != 0;
    }

    /// @notice `n` was retired by its last equivocation.
    function noteRetirement(uint256 n) external {
        if (_goneFrom[n] == 0) _goneFrom[n] = epochNow() + 1;
    }

    /* VIEWS */

    function isServing(uint256 n) public view returns (bool) {
        return n < count && _goneFrom[n] == 0;
    }

    /// @notice The key with which `n` signs for `epoch`; 0 when it has none.
    function keyFor(uint256 n, uint256 epoch) external view returns (uint256) {
        if (_goneFrom[n] != 0 && epoch >= _goneFrom[n]) return 0;
        for (uint256 i = _keys[n].length; i > 0; --i) {
            if (_keys[n][i - 1].from <= epoch) return _keys[n][i - 1].privateKey;
        }
        return 0;
    }

    function _any(uint256 seed) private view returns (uint256 n, address operator) {
        n = seed % count;
        return (n, books.operator(n));
    }

    function _serving(uint256 seed) private view returns (uint256 n, address operator) {
        n = seed % count;
        idleUnless(isServing(n));
        return (n, books.operator(n));
    }

    function _newKey(uint256 n) private view returns (uint256) {
        return uint256(keccak256(abi.encode("signer", n, _keys[n].length))) >> 1;
    }

    function _consent(uint256 key, address operator) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, Signing.consentDigest(_domainSeparator, operator));
        return abi.encodePacked(r, s, v);
    }

    function _approve(address operator, uint256 amount) private {
        must(operator, address(token), abi.encodeCall(token.approve, (address(staking), amount)), "T1");
    }
}
