// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A point of secp256k1 in affine coordinates.
struct PublicKey {
    uint256 x;
    uint256 y;
}

/// @title KeyExchange
/// @notice Diffie-Hellman on secp256k1 as far as a contract can check it: with the `ecrecover` precompile as a point
/// multiplication that yields the address of the product, never the point (E4).
/// @dev Curve: SEC 2, section 2.4.1. Recovery: SEC 1, section 4.1.6: for a hash of zero, the recovered key is
/// `r^-1 * s * R`, where R is the point with coordinate x = r. With `s = scalar * r mod N` that is `scalar * R`.
library KeyExchange {
    /// @dev The field's prime.
    uint256 internal constant P = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F;
    /// @dev The order of the group.
    uint256 internal constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    /// @dev The generator; its y is even.
    uint256 internal constant GENERATOR_X = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798;

    /// @notice Whether `key` can take part in an exchange: on the curve, coordinates reduced, not zero, and x below
    /// the group's order, since the precompile takes x as a scalar.
    function isValid(PublicKey memory key) internal pure returns (bool) {
        if (key.x == 0 || key.x >= N || key.y >= P) return false;
        uint256 right = addmod(mulmod(mulmod(key.x, key.x, P), key.x, P), 7, P);
        return mulmod(key.y, key.y, P) == right;
    }

    /// @notice Whether `scalar` can be a private key.
    function isScalar(uint256 scalar) internal pure returns (bool) {
        return scalar != 0 && scalar < N;
    }

    /// @notice The address of a point: the last 20 bytes of keccak256(x, y).
    function addressOf(PublicKey memory key) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(key.x, key.y)))));
    }

    /// @notice The parity of y: with x, the whole point.
    function parityOf(PublicKey memory key) internal pure returns (uint8) {
        return uint8(key.y & 1);
    }

    /// @notice The address of `scalar` times the point with coordinate `x` and the parity of y. Both are valid.
    function multiply(uint256 x, uint8 parity, uint256 scalar) internal pure returns (address) {
        return ecrecover(0, 27 + parity, bytes32(x), bytes32(mulmod(scalar, x, N)));
    }

    /// @notice The address of the public key of `scalar`, which is valid.
    function publicAddress(uint256 scalar) internal pure returns (address) {
        return multiply(GENERATOR_X, 0, scalar);
    }

    /// @notice Masks a content key for one order, or unmasks it: the operation is its own inverse.
    function mask(bytes32 key, address sharedPoint, bytes32 orderId) internal pure returns (bytes32) {
        return key ^ keccak256(abi.encode(sharedPoint, orderId));
    }
}
