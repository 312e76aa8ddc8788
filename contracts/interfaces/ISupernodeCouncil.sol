// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {ISupernodeStaking} from "./ISupernodeStaking.sol";
import {IVerdictLedger} from "./IVerdictLedger.sol";

/// @title Who serves
/// @notice A fixed number of seats. A candidate takes a seat from a weaker holder, or from one that may not or does not
/// serve; anyone may call for it. The holders of an epoch never change during it.
interface ISupernodeCouncil is IEpochClock {
    /// @notice A signature in the compact form of ERC-2098.
    struct Signature {
        bytes32 r;
        bytes32 vs;
    }

    /// @notice `supernode` serves in `seat` from epoch `from` on, instead of `previous`. A change of the same epoch that
    /// has not come into force is replaced.
    event SeatTaken(uint256 indexed seat, address indexed supernode, address indexed previous, Epoch from);

    /// @notice `supernode` showed that it is there; it is not silent before epoch `silentFrom`.
    event Heartbeat(address indexed supernode, Epoch silentFrom);

    /// @notice `supernode` lost its seat without being outweighed, while it was not eligible; it serves in no epoch before
    /// `until`.
    event Barred(address indexed supernode, Epoch until);

    error SupernodeCouncil_InvalidSeats(uint256 seats, uint256 maximum);
    error SupernodeCouncil_InvalidSilence(uint256 silenceEpochs, uint256 maximum);
    error SupernodeCouncil_NoSuchSeat(uint256 seat, uint256 seats);
    /// @dev `seats` as bits, `count` seats exist.
    error SupernodeCouncil_NoSuchSeats(uint256 seats, uint256 count);
    error SupernodeCouncil_NotEligible(address supernode);
    error SupernodeCouncil_Silent(address supernode, Epoch silentFrom);
    error SupernodeCouncil_AlreadySeated(address supernode, uint256 seat);
    error SupernodeCouncil_NotStronger(uint256 weight, uint256 holderWeight);
    /// @dev In the last quarter before epoch `from`, with which the seat changes hands: until it begins, only one who serves
    /// now and loses its seat may take this one, and only from one who does not serve now.
    error SupernodeCouncil_SeatChanges(uint256 seat, Epoch from);
    /// @dev In the last quarter before epoch `from`, with which the supernode loses its seat: until it begins, it may take
    /// the seat of one who does not serve now, and no other.
    error SupernodeCouncil_SeatLost(address supernode, Epoch from);
    /// @dev The supernode was replaced while it was not eligible: it may not serve in an epoch before `until`.
    error SupernodeCouncil_Barred(address supernode, Epoch until);
    error SupernodeCouncil_NotTheSupernode(address caller, address supernode);
    error SupernodeCouncil_SignatureCount(uint256 seats, uint256 signatures);
    error SupernodeCouncil_WrongSigner(uint256 seat, address signer, Epoch epoch);
    error SupernodeCouncil_NoQuorum(uint256 signers, uint256 quorum);

    /// @notice Holds the weight and the state of every supernode.
    function STAKING() external view returns (ISupernodeStaking);

    /// @notice Says who signed a report, and so was there.
    function LEDGER() external view returns (IVerdictLedger);

    /// @notice How many seats there are, filled or not.
    function SEATS() external view returns (uint256);

    /// @notice Distinct seats that a report needs: two thirds of all seats, rounded down, and one.
    function QUORUM() external view returns (uint256);

    /// @notice Epochs without a sign of life after which a supernode counts as silent.
    function SILENCE_EPOCHS() external view returns (uint32);

    /// @notice Seats `supernode` from the next epoch on; in the last quarter before that epoch, from the one after. Only who
    /// serves now and loses its seat with the next epoch may still win one for it, until it begins; a tie is then its own.
    /// A holder that falls without being outweighed, because it is not eligible, is barred from the epochs of an
    /// unbonding, so that no absence is for a moment. Open to anyone.
    ///
    /// Requirements:
    /// - `seat` exists
    /// - `supernode` is eligible, and has sent a heartbeat in the last SILENCE_EPOCHS
    /// - `supernode` is in no seat, and not barred from the epoch with which it would begin to serve
    /// - the seat is empty, or its holder has less weight, is not eligible, or is silent: neither among the signers of a
    ///   report published in the last SILENCE_EPOCHS, nor heard, nor new in the seat
    /// - in the last quarter: either the seat does not change with the next epoch and `supernode` does not lose its own then;
    ///   or `supernode` serves now, in no seat from the next epoch on, and takes one that a newcomer has from then, with no
    ///   less weight
    function takeSeat(uint256 seat, address supernode) external;

    /// @notice Shows that `supernode` is there. For the operator and the signer of this epoch.
    ///
    /// Requirements:
    /// - the caller is `supernode`, or its signer
    function heartbeat(address supernode) external;

    /// @notice Checks a council's signatures for `epoch`. A jailed holder's signature is skipped.
    ///
    /// Requirements:
    /// - `seats`, a set of bits, names existing seats, one for each of `signatures`, in ascending order
    /// - each signature of `digest` is by the signer, for `epoch`, of the seat's holder in `epoch`
    /// - QUORUM of them are not jailed
    ///
    /// @return signers the supernodes that count
    /// @return counted their seats, as bits
    /// @return weight the sum of their weights now, in units of VMT
    function verify(
        Epoch epoch,
        bytes32 digest,
        uint256 seats,
        Signature[] calldata signatures
    ) external view returns (address[] memory signers, uint256 counted, uint256 weight);

    /// @notice Who serves in `seat` in `epoch`; zero for nobody. Known for the epoch before this one and all after it.
    function holderOf(uint256 seat, Epoch epoch) external view returns (address);

    /// @notice Who will serve in `seat` once all changes are in force, and since or from when.
    function latestHolderOf(uint256 seat) external view returns (address holder, Epoch from);

    /// @notice The seat that `supernode` was last elected to, and whether it still has it.
    function seatOf(address supernode) external view returns (bool seated, uint256 seat);

    /// @notice First epoch in which `supernode` counts as silent, by its heartbeats alone.
    function silentFrom(address supernode) external view returns (Epoch);

    /// @notice First epoch in which `supernode` may serve in a seat that it takes; 0 when it was never barred.
    function barredUntil(address supernode) external view returns (Epoch);

    /// @notice Whether the latest holder of `seat` is silent now.
    function isSilent(uint256 seat) external view returns (bool);
}
