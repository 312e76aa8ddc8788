// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {Category, Kind, Verdict} from "../libraries/Verdicts.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {IRewardPool} from "./IRewardPool.sol";
import {ISupernodeCouncil} from "./ISupernodeCouncil.sol";

/// @title Reports and verdicts
/// @notice A report closes one epoch: the root of its verdicts, the root of its rewards. It is published during the next
/// epoch, once, by anyone who brings a quorum's signatures.
interface IVerdictLedger is IEpochClock {
    /// @notice What a council signs, as EIP-712 typed data.
    struct Report {
        Epoch epoch;
        /// @dev The round of the next epoch, from 0, in which it may be published.
        uint8 round;
        /// @dev Zero in an epoch without verdicts.
        bytes32 verdictsRoot;
        /// @dev Leaves `(account, amount)`; zero in an epoch without rewards.
        bytes32 rewardsRoot;
        /// @dev Units of VMT for submitters, in sum.
        uint96 submitterTotal;
        /// @dev Units of VMT for storage nodes, in sum.
        uint96 storageTotal;
        /// @dev Digest, on IPFS, of the public file with all leaves of both trees.
        bytes32 cid;
    }

    /// @notice What is kept of a published report.
    struct Publication {
        bytes32 verdictsRoot;
        /// @dev Seats whose signatures counted, as bits; zero before publication.
        uint64 signers;
        /// @dev Unix seconds.
        uint40 publishedAt;
    }

    /// @notice A verdict that somebody put on chain. One slot.
    struct RecordedVerdict {
        Epoch epoch;
        Category category;
        uint32 score;
        uint16 detections;
        uint16 engines;
    }

    /// @notice The report of `epoch` stands for ever. `signers` are the seats whose signatures counted, as bits.
    /// Supernodes, submitters and indexers fetch the leaves of both trees at `cid`.
    event ReportPublished(
        Epoch indexed epoch,
        uint8 round,
        bytes32 verdictsRoot,
        bytes32 rewardsRoot,
        uint96 submitterTotal,
        uint96 storageTotal,
        bytes32 cid,
        uint256 signers
    );

    /// @notice Other contracts can now ask for this verdict without a proof.
    event VerdictRecorded(Kind indexed kind, bytes32 indexed contentHash, Epoch indexed epoch, RecordedVerdict verdict);

    error VerdictLedger_NotTheCouncilsLedger(address ledger, address self);
    error VerdictLedger_WrongEpoch(Epoch reported, Epoch current);
    error VerdictLedger_WrongRound(uint256 round, uint256 current);
    error VerdictLedger_AlreadyPublished(Epoch epoch);
    error VerdictLedger_InvalidProof(Epoch epoch, bytes32 leaf);
    error VerdictLedger_NotNewer(Epoch epoch, Epoch recorded);

    /// @notice Knows who signs a report, and checks that they did.
    function COUNCIL() external view returns (ISupernodeCouncil);

    /// @notice Told of every report, and releases its rewards.
    function REWARD_POOL() external view returns (IRewardPool);

    /// @notice Publishes a report and credits its rewards. Open to anyone.
    ///
    /// Requirements:
    /// - the report is of the epoch before this one, and not of epoch 0
    /// - it is of the current round
    /// - no report of its epoch was published
    /// - its signatures are a quorum of the council of its epoch (see ISupernodeCouncil)
    /// - its totals are within the budgets (see IRewardPool)
    ///
    /// @param seats the seats that signed, as bits
    /// @param signatures one for each of these seats, in ascending order
    function publish(Report calldata report, uint256 seats, ISupernodeCouncil.Signature[] calldata signatures) external;

    /// @notice Puts a proven verdict on chain under its kind and content hash. Open to anyone.
    ///
    /// Requirements:
    /// - the proof leads to the verdicts of `epoch`
    /// - no verdict of `epoch` or later is recorded for the content
    function record(Epoch epoch, Verdict calldata verdict, bytes32[] calldata proof) external;

    /// @notice Whether the report of `epoch` contains `verdict`.
    function verify(Epoch epoch, Verdict calldata verdict, bytes32[] calldata proof) external view returns (bool);

    /// @notice The newest recorded verdict of a content; of epoch 0 when there is none.
    function verdictOf(Kind kind, bytes32 contentHash) external view returns (RecordedVerdict memory);

    /// @notice What is kept of the report of `epoch`.
    function publicationOf(Epoch epoch) external view returns (Publication memory);

    /// @notice Seats whose signatures counted in the report of `epoch`, as bits; zero when there is none.
    function signersOf(Epoch epoch) external view returns (uint256);

    /// @notice The round of this second, from 0; meaningful from epoch 1 on.
    function currentRound() external view returns (uint256);

    /// @notice The seat whose turn it is to propose the report of `epoch` in `round`. Anyone may publish it.
    function proposerOf(Epoch epoch, uint256 round) external view returns (uint256 seat);

    /// @notice What a supernode signs for `report`: its EIP-712 digest on this chain and for this contract.
    function digestOf(Report calldata report) external view returns (bytes32);
}
