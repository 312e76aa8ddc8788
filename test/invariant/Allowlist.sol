// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleHash} from "../helpers/MerkleHash.sol";
import {SaleActor} from "../mocks/SaleActor.sol";

/// @notice The tree of an allowlist of four.
library Allowlist {
    function rootOf(SaleActor[] memory four) internal pure returns (bytes32) {
        return MerkleHash.nodeOf(_pair(four, 0), _pair(four, 2));
    }

    function proofOf(SaleActor[] memory four, uint256 index) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](2);
        proof[0] = _leafOf(four[index ^ 1]);
        proof[1] = _pair(four, index < 2 ? 2 : 0);
    }

    function _pair(SaleActor[] memory four, uint256 index) private pure returns (bytes32) {
        return MerkleHash.nodeOf(_leafOf(four[index]), _leafOf(four[index + 1]));
    }

    function _leafOf(SaleActor actor) private pure returns (bytes32) {
        return MerkleHash.hashOf(abi.encode(actor));
    }
}
