// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @notice A contract wallet of the common kind: so many of its owners sign, anyone sends, and several calls run in one
/// transaction, all or none. It has no key of its own; what it says off chain is asked by EIP-1271.
contract MultisigWallet is IERC1271, EIP712 {
    struct Call {
        address to;
        uint256 value;
        bytes data;
    }

    error MultisigWallet_NotSigned(uint256 owners, uint256 threshold);
    error MultisigWallet_CallFailed(uint256 index, bytes reason);

    bytes32 private constant BATCH = keccak256("Batch(bytes32 calls,uint256 nonce)");

    uint256 public immutable THRESHOLD;
    uint256 public nonce;
    mapping(address account => bool) public isOwner;

    constructor(address[] memory owners, uint256 threshold) EIP712("MultisigWallet", "1") {
        for (uint256 i = 0; i < owners.length; ++i) isOwner[owners[i]] = true;
        THRESHOLD = threshold;
    }

    receive() external payable {}

    /// @param signatures of the batch's digest, in ascending order of their signers
    function execute(Call[] calldata calls, bytes[] calldata signatures) external {
        bytes32 digest = digestOf(calls, nonce);
        uint256 owners = _ownersOf(digest, signatures);
        require(owners >= THRESHOLD, MultisigWallet_NotSigned(owners, THRESHOLD));

        ++nonce;

        for (uint256 i = 0; i < calls.length; ++i) {
            (bool success, bytes memory reason) = calls[i].to.call{value: calls[i].value}(calls[i].data);
            require(success, MultisigWallet_CallFailed(i, reason));
        }
    }

    function digestOf(Call[] calldata calls, uint256 nonce_) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(BATCH, keccak256(abi.encode(calls)), nonce_)));
    }

    /// @inheritdoc IERC1271
    /// @param signature the owners' signatures of `hash`, encoded as `bytes[]`
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes[] memory signatures = abi.decode(signature, (bytes[]));
        return _ownersOf(hash, signatures) >= THRESHOLD ? this.isValidSignature.selector : bytes4(0xffffffff);
    }

    /// @dev Ascending order makes every signer count once.
    function _ownersOf(bytes32 digest, bytes[] memory signatures) private view returns (uint256 owners) {
        address last = address(0);
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = ECDSA.recover(digest, signatures[i]);
            if (signer <= last || !isOwner[signer]) continue;
            last = signer;
            ++owners;
        }
    }
}
