// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Merkle trees over given leaves, with sorted pairs; a node without a sibling moves up as it is.
library LedgerTree {
    function rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        if (leaves.length == 0) return 0;
        while (leaves.length > 1) leaves = _parentsOf(leaves);
        return leaves[0];
    }

    function proofOf(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](0);
        while (leaves.length > 1) {
            uint256 sibling = index ^ 1;
            if (sibling < leaves.length) proof = append(proof, leaves[sibling]);
            leaves = _parentsOf(leaves);
            index /= 2;
        }
    }

    function append(bytes32[] memory list, bytes32 item) internal pure returns (bytes32[] memory longer) {
        longer = new bytes32[](list.length + 1);
        for (uint256 i = 0; i < list.length; ++i) longer[i] = list[i];
        longer[list.length] = item;
    }

    function _parentsOf(bytes32[] memory nodes) private pure returns (bytes32[] memory parents) {
        parents = new bytes32[]((nodes.length + 1) / 2);
        for (uint256 i = 0; i < parents.length; ++i) {
            bytes32 left = nodes[2 * i];
            if (2 * i + 1 == nodes.length) {
                parents[i] = left;
                continue;
            }
            bytes32 right = nodes[2 * i + 1];
            parents[i] = left < right ? keccak256(bytes.concat(left, right)) : keccak256(bytes.concat(right, left));
        }
    }
}
