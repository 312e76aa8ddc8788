// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";

/// @notice What people and supernodes sign, as the standards and the interfaces define it.
library Signing {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant CONSENT_TYPEHASH = keccak256("SignerConsent(address operator)");
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    /// @notice EIP-712: the domain of version 1 of `verifier` on this chain.
    function domainSeparator(string memory name, address verifier) internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), block.chainid, verifier));
    }

    /// @notice EIP-712: what is signed of a struct.
    function digestOf(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", separator, structHash));
    }

    /// @notice What a signing key consents to: to sign for the supernode of `operator`.
    function consentDigest(bytes32 separator, address operator) internal pure returns (bytes32) {
        return digestOf(separator, keccak256(abi.encode(CONSENT_TYPEHASH, operator)));
    }

    /// @notice ERC-2612.
    function permitDigest(
        bytes32 separator,
        address owner,
        address spender,
        uint256 value,
        uint256 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return digestOf(separator, keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonce, deadline)));
    }

    /// @notice EIP-2098: the parity in the highest bit of `s`.
    function compact(uint8 v, bytes32 r, bytes32 s) internal pure returns (ISupernodeCouncil.Signature memory) {
        return ISupernodeCouncil.Signature({r: r, vs: bytes32((uint256(v - 27) << 255) | uint256(s))});
    }
}
