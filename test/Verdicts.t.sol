// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Verdict, Verdicts} from "../contracts/libraries/Verdicts.sol";
import {LedgerSystem} from "./helpers/LedgerSystem.sol";

contract VerdictsTest is LedgerSystem {
    function leafOf(Verdict calldata verdict) external pure returns (bytes32) {
        return Verdicts.leaf(verdict);
    }

    /// @dev R5: the leaf is two hashes over twelve words, one for each field in the order of the struct.
    function testFuzz_LeafIsTheDoubleHashOfTheFields(uint256 seed) public view {
        Verdict memory verdict = sampleVerdict(seed % type(uint64).max);
        bytes memory first = abi.encode(
            uint256(verdict.kind),
            verdict.contentHash,
            uint256(verdict.category),
            verdict.score,
            verdict.reward,
            verdict.submitter
        );
        bytes memory second = abi.encode(
            verdict.detections,
            verdict.engines,
            verdict.policy,
            verdict.labelsHash,
            verdict.ciphertextCid,
            verdict.keyCommitment
        );
        bytes memory words = bytes.concat(first, second);
        assertEq(words.length, 12 * 32);
        assertEq(this.leafOf(verdict), keccak256(abi.encodePacked(keccak256(words))));
    }

    /// @dev A vector worked out by hand: all fields zero.
    function test_LeafOfTheEmptyVerdict() public view {
        Verdict memory verdict;
        assertEq(this.leafOf(verdict), keccak256(abi.encodePacked(keccak256(new bytes(384)))));
    }

    /// @dev E5: the numbers are the protocol's, which reports and buyers outside of the chain write and read.
    function test_PolicyBitsAreThoseOfTheProtocol() public pure {
        assertEq(Verdicts.CLEAR, 0);
        assertEq(Verdicts.GREEN, 1);
        assertEq(Verdicts.AMBER, 2);
        assertEq(Verdicts.AMBER_STRICT, 3);
        assertEq(Verdicts.RED, 4);
        assertEq(Verdicts.TRAFFIC_LIGHT_MASK, 7);
        assertEq(Verdicts.NO_RESALE, 8);
    }

    /// @dev E5: of all 256 policies, CLEAR, GREEN and AMBER alone allow the sale; AMBER+STRICT, RED, the unknown colours,
    /// the no-resale bit and every unknown bit forbid it.
    function test_OnlyThreePoliciesAllowTheSale() public pure {
        for (uint256 policy = 0; policy <= type(uint8).max; ++policy) {
            assertEq(
                Verdicts.allowsSale(uint8(policy)),
                policy == Verdicts.CLEAR || policy == Verdicts.GREEN || policy == Verdicts.AMBER
            );
        }
        assertFalse(Verdicts.allowsSale(Verdicts.AMBER_STRICT));
        assertFalse(Verdicts.allowsSale(Verdicts.RED));
        assertFalse(Verdicts.allowsSale(Verdicts.GREEN | Verdicts.NO_RESALE));
    }
}
