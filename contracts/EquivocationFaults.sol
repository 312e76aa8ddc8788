// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {EpochClock} from "./EpochClock.sol";
import {IEquivocationFaults} from "./interfaces/IEquivocationFaults.sol";
import {ISupernodeCouncil} from "./interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "./interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "./interfaces/IVerdictLedger.sol";
import {Epoch} from "./libraries/Epoch.sol";

/// @title EquivocationFaults
contract EquivocationFaults is IEquivocationFaults, EpochClock {
    /// @inheritdoc IEquivocationFaults
    IVerdictLedger public immutable override LEDGER;
    /// @inheritdoc IEquivocationFaults
    ISupernodeStaking public immutable override STAKING;

    uint32 private immutable EVIDENCE_EPOCHS;

    /// @inheritdoc IEquivocationFaults
    /// @dev Invariant PunishedOnce (K9): an entry is set with the slash and never cleared.
    mapping(address supernode => mapping(Epoch epoch => bool)) public override isProven;

    /// @param ledger whose reports are signed; its council's staking contract must name this contract as its prover
    constructor(IVerdictLedger ledger) EpochClock(ledger.GENESIS(), ledger.EPOCH_LENGTH()) {
        ISupernodeStaking staking = ledger.COUNCIL().STAKING();
        address named = staking.EQUIVOCATION_FAULTS();
        require(named == address(this), EquivocationFaults_NotTheStakingsProver(named, address(this)));

        LEDGER = ledger;
        STAKING = staking;
        EVIDENCE_EPOCHS = staking.EVIDENCE_EPOCHS();
    }

    /// @inheritdoc IEquivocationFaults
    function prove(
        IVerdictLedger.Report calldata first,
        ISupernodeCouncil.Signature calldata firstSignature,
        IVerdictLedger.Report calldata second,
        ISupernodeCouncil.Signature calldata secondSignature
    ) external override {
        Epoch epoch = first.epoch;
        require(epoch == second.epoch, EquivocationFaults_DifferentEpochs(epoch, second.epoch));
        require(first.round == second.round, EquivocationFaults_DifferentRounds(first.round, second.round));
        _checkTime(epoch);
        address supernode = _signerOf(first, firstSignature, second, secondSignature);
        require(!isProven[supernode][epoch], EquivocationFaults_AlreadyProven(supernode, epoch));

        isProven[supernode][epoch] = true;

        emit EquivocationProven(supernode, epoch, first.round, msg.sender);

        STAKING.slashEquivocation(supernode, msg.sender);
    }

    /// @dev Through the last second of the evidence time (K10). A key that signs for a future epoch may still be replaced
    /// before it: its supernode is not known yet.
    function _checkTime(Epoch epoch) private view {
        Epoch current = currentEpoch();
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(epoch <= current, EquivocationFaults_FutureEpoch(epoch, current));

        // Only after the check above: the sum would overflow for an epoch near the type's limit.
        Epoch last = epoch.plus(EVIDENCE_EPOCHS);
        require(current <= last, EquivocationFaults_TooLate(current, last));
    }

    /// @dev Two reports of one epoch and round are what an honest signer never signs (K9).
    function _signerOf(
        IVerdictLedger.Report calldata first,
        ISupernodeCouncil.Signature calldata firstSignature,
        IVerdictLedger.Report calldata second,
        ISupernodeCouncil.Signature calldata secondSignature
    ) private view returns (address supernode) {
        bytes32 firstDigest = LEDGER.digestOf(first);
        bytes32 secondDigest = LEDGER.digestOf(second);
        require(firstDigest != secondDigest, EquivocationFaults_SameReport(firstDigest));
        address signer = ECDSA.recover(firstDigest, firstSignature.r, firstSignature.vs);
        address secondSigner = ECDSA.recover(secondDigest, secondSignature.r, secondSignature.vs);
        // A supernode has one key an epoch: two signatures of one supernode are of one key.
        require(signer == secondSigner, EquivocationFaults_DifferentSigners(signer, secondSigner));
        // slither-disable-next-line unused-return only the address is needed
        (supernode, , ) = STAKING.signerStatus(signer, first.epoch);
        require(supernode != address(0), EquivocationFaults_UnknownSigner(signer, first.epoch));
    }
}
