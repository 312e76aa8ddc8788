// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Kind} from "../libraries/Verdicts.sol";

/// @title Submissions
/// @notice Remembers when an account first submitted a Merkle root of samples. One slot for one sample or a million;
/// content, names and addresses of submitters stay off the chain.
interface ISampleRegistry {
    /// @notice What a submitter claims to have sent: the leaf of a submission tree.
    struct Sample {
        /// @dev Who is rewarded; a leaf copied by somebody else still names him.
        address submitter;
        Kind kind;
        /// @dev SHA-256 of the bytes; of a URL, of its canonical form.
        bytes32 contentHash;
        /// @dev sha256(submitter, salt, bytes): only who has the bytes can compute it.
        bytes32 possession;
        /// @dev Bits 0 to 2: traffic light protocol; bit 3: no resale. See Verdicts.
        uint8 policy;
    }

    /// @notice A root was submitted for the first time by `sender`. Supernodes and indexers read from it the priority
    /// of every sample in the tree: the block's time, then the order of logs.
    event RootSubmitted(address indexed sender, bytes32 indexed root);

    /// @notice The root is zero.
    error SampleRegistry_EmptyRoot();

    /// @notice `sender` submitted this root before, at `time` in Unix seconds.
    error SampleRegistry_AlreadySubmitted(address sender, bytes32 root, uint256 time);

    /// @notice Records the time at which the caller first submitted `root`. Anyone may submit for the owners of the
    /// leaves: a leaf names its submitter, and the record is keyed by the caller, so that nobody can be overtaken.
    ///
    /// Requirements:
    /// - `root` is not zero
    /// - the caller has not submitted `root` before
    function submit(bytes32 root) external;

    /// @notice When `sender` first submitted `root`, in Unix seconds; 0 if never.
    function submittedAt(address sender, bytes32 root) external view returns (uint256);

    /// @notice The leaf of a sample, hashed twice so that no inner node can pass for it.
    function leafOf(Sample calldata sample) external pure returns (bytes32);
}
