// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What was submitted. INTEL is a STIX 2.1 bundle.
enum Kind {
    FILE,
    URL,
    INTEL
}

/// @notice What the engines think of it, from least to most known.
enum Category {
    UNDETERMINED,
    HARMLESS,
    SUSPICIOUS,
    MALICIOUS
}

/// @notice What a council says of one content in one epoch: a leaf of the report's verdict tree. All fields are static.
struct Verdict {
    Kind kind;
    /// @dev SHA-256 of the bytes; of a URL, of its canonical form.
    bytes32 contentHash;
    Category category;
    /// @dev Points given by the published scoring rule.
    uint32 score;
    /// @dev Units of VMT that this leaf earned in this epoch; 0 in every re-scan.
    uint96 reward;
    /// @dev Who was rewarded first for this content, and is paid at each sale.
    address submitter;
    /// @dev Engines that gave a label.
    uint16 detections;
    /// @dev Engines that were asked.
    uint16 engines;
    /// @dev Bits 0 to 2: traffic light protocol; bit 3: no resale.
    uint8 policy;
    /// @dev Hash of the table of labels: engine, version, signature version, label.
    bytes32 labelsHash;
    /// @dev Digest of the encrypted content on IPFS, under the one fixed codec.
    bytes32 ciphertextCid;
    /// @dev keccak256 of the content key.
    bytes32 keyCommitment;
}

/// @title Verdicts
/// @notice Leaves of verdict trees, and the meaning of the policy bits.
library Verdicts {
    /// @dev FIRST traffic light protocol 2.0, in ascending strictness, in bits 0 to 2.
    uint8 internal constant CLEAR = 0;
    uint8 internal constant GREEN = 1;
    uint8 internal constant AMBER = 2;
    uint8 internal constant AMBER_STRICT = 3;
    uint8 internal constant RED = 4;
    uint8 internal constant TRAFFIC_LIGHT_MASK = 0x07;

    /// @dev Bit 3: the submitter forbids every sale.
    uint8 internal constant NO_RESALE = 0x08;

    /// @notice The leaf of a verdict, hashed twice so that no inner node can pass for it (R5).
    function leaf(Verdict calldata verdict) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(verdict))));
    }

    /// @notice Whether content under `policy` may be sold. Unknown bits forbid: a later meaning cannot be guessed (E5).
    function allowsSale(uint8 policy) internal pure returns (bool) {
        // Everything above AMBER, the bit, and every unknown bit make the number larger than AMBER.
        return policy <= AMBER;
    }
}
