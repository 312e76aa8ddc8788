// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KeyExchange, PublicKey} from "../../contracts/libraries/KeyExchange.sol";

/// @notice Affine arithmetic on secp256k1 for tests: slow, short, and independent of the `ecrecover` trick it checks.
library Secp256k1 {
    uint256 internal constant GENERATOR_Y = 0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8;

    function publicKey(uint256 privateKey) internal view returns (PublicKey memory) {
        return multiply(PublicKey(KeyExchange.GENERATOR_X, GENERATOR_Y), privateKey);
    }

    /// @dev Double and add. (0, 0) stands for the point at infinity.
    function multiply(PublicKey memory point, uint256 scalar) internal view returns (PublicKey memory result) {
        while (scalar != 0) {
            if (scalar & 1 == 1) result = add(result, point);
            point = add(point, point);
            scalar >>= 1;
        }
    }

    function add(PublicKey memory a, PublicKey memory b) internal view returns (PublicKey memory) {
        uint256 p = KeyExchange.P;
        if (a.x == 0 && a.y == 0) return b;
        if (b.x == 0 && b.y == 0) return a;
        uint256 slope;
        if (a.x == b.x) {
            if (addmod(a.y, b.y, p) == 0) return PublicKey(0, 0);
            slope = mulmod(mulmod(3, mulmod(a.x, a.x, p), p), _inverse(addmod(a.y, a.y, p)), p);
        } else {
            slope = mulmod(addmod(b.y, p - a.y, p), _inverse(addmod(b.x, p - a.x, p)), p);
        }
        uint256 x = addmod(mulmod(slope, slope, p), p - addmod(a.x, b.x, p), p);
        return PublicKey(x, addmod(mulmod(slope, addmod(a.x, p - x, p), p), p - a.y, p));
    }

    /// @dev value^(P - 2) by the modular exponentiation precompile (EIP-198).
    function _inverse(uint256 value) private view returns (uint256) {
        (, bytes memory result) = address(5).staticcall(
            abi.encode(32, 32, 32, value, KeyExchange.P - 2, KeyExchange.P)
        );
        return abi.decode(result, (uint256));
    }
}
