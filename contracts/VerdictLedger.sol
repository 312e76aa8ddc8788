// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {EpochClock} from "./EpochClock.sol";
import {IRewardPool} from "./interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "./interfaces/ISupernodeCouncil.sol";
import {IVerdictLedger} from "./interfaces/IVerdictLedger.sol";
import {Epoch} from "./libraries/Epoch.sol";
import {Kind, Verdict, Verdicts} from "./libraries/Verdicts.sol";

/// @title VerdictLedger
contract VerdictLedger is IVerdictLedger, EpochClock, EIP712 {
    using Verdicts for Verdict;

    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint32 epoch,uint8 round,bytes32 verdictsRoot,bytes32 rewardsRoot,uint96 submitterTotal,uint96 storageTotal,bytes32 cid)"
    );

    /// @inheritdoc IVerdictLedger
    ISupernodeCouncil public immutable override COUNCIL;
    /// @inheritdoc IVerdictLedger
    IRewardPool public immutable override REWARD_POOL;

    uint256 private immutable SEATS;

    /// @dev Invariant PublishedStands (R4): an entry is written once.
    mapping(Epoch epoch => Publication) private _publications;

    mapping(Kind kind => mapping(bytes32 contentHash => RecordedVerdict)) private _recorded;

    /// @param rewardPool predicted address; the pool checks in its own constructor that this contract names it
    constructor(
        ISupernodeCouncil council,
        IRewardPool rewardPool
    ) EpochClock(council.GENESIS(), council.EPOCH_LENGTH()) EIP712("VirusMap VerdictLedger", "1") {
        address named = address(council.LEDGER());
        require(named == address(this), VerdictLedger_NotTheCouncilsLedger(named, address(this)));

        COUNCIL = council;
        REWARD_POOL = rewardPool;
        SEATS = council.SEATS();
    }

    /* PUBLICATION */

    /// @inheritdoc IVerdictLedger
    /// @dev In the next epoch, in the report's own round, once; whose signatures count is the council's to say (R3).
    function publish(
        Report calldata report,
        uint256 seats,
        ISupernodeCouncil.Signature[] calldata signatures
    ) external override {
        Epoch epoch = report.epoch;
        require(
            epoch != Epoch.wrap(0) && currentEpoch().since(epoch) == 1,
            VerdictLedger_WrongEpoch(epoch, currentEpoch())
        );
        // slither-disable-next-line incorrect-equality,timestamp a round lasts an hour and is exact
        require(report.round == currentRound(), VerdictLedger_WrongRound(report.round, currentRound()));
        require(_publications[epoch].signers == 0, VerdictLedger_AlreadyPublished(epoch));
        (address[] memory signers, uint256 counted, uint256 weight) = COUNCIL.verify(
            epoch,
            digestOf(report),
            seats,
            signatures
        );

        // Seats are at most 64, and a quorum is at least one.
        _publications[epoch] = Publication({
            verdictsRoot: report.verdictsRoot,
            signers: uint64(counted),
            publishedAt: uint40(block.timestamp)
        });

        emit ReportPublished(
            epoch,
            report.round,
            report.verdictsRoot,
            report.rewardsRoot,
            report.submitterTotal,
            report.storageTotal,
            report.cid,
            counted
        );

        REWARD_POOL.open(epoch, report.rewardsRoot, report.submitterTotal, report.storageTotal, signers, weight);
    }

    /// @inheritdoc IVerdictLedger
    function currentRound() public view override returns (uint256) {
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        if (block.timestamp < GENESIS) return 0;
        // slither-disable-next-line weak-prng no randomness: the hour of the epoch
        return ((block.timestamp - GENESIS) % EPOCH_LENGTH) / (EPOCH_LENGTH / ROUNDS);
    }

    /// @inheritdoc IVerdictLedger
    function proposerOf(Epoch epoch, uint256 round) external view override returns (uint256 seat) {
        return (Epoch.unwrap(epoch) + round) % SEATS;
    }

    /// @inheritdoc IVerdictLedger
    function digestOf(Report calldata report) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPEHASH, report)));
    }

    /* VERDICTS */

    /// @inheritdoc IVerdictLedger
    function record(Epoch epoch, Verdict calldata verdict, bytes32[] calldata proof) external override {
        bytes32 leaf = verdict.leaf();
        Epoch recorded = _recorded[verdict.kind][verdict.contentHash].epoch;
        require(_contains(epoch, leaf, proof), VerdictLedger_InvalidProof(epoch, leaf));
        require(epoch > recorded, VerdictLedger_NotNewer(epoch, recorded));

        RecordedVerdict memory entry = RecordedVerdict({
            epoch: epoch,
            category: verdict.category,
            score: verdict.score,
            detections: verdict.detections,
            engines: verdict.engines
        });
        _recorded[verdict.kind][verdict.contentHash] = entry;

        emit VerdictRecorded(verdict.kind, verdict.contentHash, epoch, entry);
    }

    /// @inheritdoc IVerdictLedger
    function verify(
        Epoch epoch,
        Verdict calldata verdict,
        bytes32[] calldata proof
    ) external view override returns (bool) {
        return _contains(epoch, verdict.leaf(), proof);
    }

    /// @dev An epoch without verdicts has the root zero, which no proof leads to (R5).
    function _contains(Epoch epoch, bytes32 leaf, bytes32[] calldata proof) private view returns (bool) {
        return MerkleProof.verifyCalldata(proof, _publications[epoch].verdictsRoot, leaf);
    }

    /* VIEWS */

    /// @inheritdoc IVerdictLedger
    function verdictOf(Kind kind, bytes32 contentHash) external view override returns (RecordedVerdict memory) {
        return _recorded[kind][contentHash];
    }

    /// @inheritdoc IVerdictLedger
    function publicationOf(Epoch epoch) external view override returns (Publication memory) {
        return _publications[epoch];
    }

    /// @inheritdoc IVerdictLedger
    function signersOf(Epoch epoch) external view override returns (uint256) {
        return _publications[epoch].signers;
    }
}
