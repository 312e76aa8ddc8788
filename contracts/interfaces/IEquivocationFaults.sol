// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {ISupernodeCouncil} from "./ISupernodeCouncil.sol";
import {ISupernodeStaking} from "./ISupernodeStaking.sol";
import {IVerdictLedger} from "./IVerdictLedger.sol";

/// @title Proof of equivocation
/// @notice Two different reports for one epoch and round, signed by one supernode, are a fault that anyone can prove,
/// whether or not it held a seat: an honest supernode signs one report a round.
interface IEquivocationFaults is IEpochClock {
    /// @notice `reporter` proved that `supernode` signed two reports for `epoch` and `round`.
    event EquivocationProven(address indexed supernode, Epoch indexed epoch, uint8 round, address indexed reporter);

    error EquivocationFaults_NotTheStakingsProver(address prover, address self);
    error EquivocationFaults_DifferentEpochs(Epoch first, Epoch second);
    error EquivocationFaults_DifferentRounds(uint8 first, uint8 second);
    error EquivocationFaults_SameReport(bytes32 digest);
    error EquivocationFaults_FutureEpoch(Epoch epoch, Epoch current);
    error EquivocationFaults_TooLate(Epoch current, Epoch last);
    error EquivocationFaults_UnknownSigner(address signer, Epoch epoch);
    error EquivocationFaults_DifferentSigners(address first, address second);
    error EquivocationFaults_AlreadyProven(address supernode, Epoch epoch);

    /// @notice Defines the reports and their signatures.
    function LEDGER() external view returns (IVerdictLedger);

    /// @notice Knows whose key it was, and slashes.
    function STAKING() external view returns (ISupernodeStaking);

    /// @notice Proves an equivocation: the supernode is slashed and jailed, the caller receives the bounty.
    ///
    /// Requirements:
    /// - both reports are of one epoch
    /// - both are of one round
    /// - they differ
    /// - their epoch has begun
    /// - the time is at most the last second of EVIDENCE_EPOCHS after their epoch
    /// - both signatures are by one key
    /// - which signs for a supernode in that epoch
    /// - no equivocation of that supernode in that epoch was proven before
    function prove(
        IVerdictLedger.Report calldata first,
        ISupernodeCouncil.Signature calldata firstSignature,
        IVerdictLedger.Report calldata second,
        ISupernodeCouncil.Signature calldata secondSignature
    ) external;

    /// @notice Whether an equivocation of `supernode` in `epoch` was proven.
    function isProven(address supernode, Epoch epoch) external view returns (bool);
}
