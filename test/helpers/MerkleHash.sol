// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Hashes of Merkle trees as OpenZeppelin's MerkleProof expects them: leaves hashed twice, pairs sorted.
library MerkleHash {
    /// @notice The leaf of a reward.
    function leafOf(address account, uint256 amount) internal pure returns (bytes32) {
        return hashOf(abi.encode(account, amount));
    }

    /// @notice A leaf of anything.
    function hashOf(bytes memory content) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(content)));
    }

    function nodeOf(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }
}
