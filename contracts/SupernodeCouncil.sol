// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {EpochClock} from "./EpochClock.sol";
import {ISupernodeCouncil} from "./interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "./interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "./interfaces/IVerdictLedger.sol";
import {Epoch} from "./libraries/Epoch.sol";

/// @title SupernodeCouncil
contract SupernodeCouncil is ISupernodeCouncil, EpochClock {
    /// @dev Signers of a report are kept as 64 bits.
    uint256 private constant SEATS_MAXIMUM = 64;

    /// @dev Bounds the records that a look for silence reads.
    uint32 private constant SILENCE_MAXIMUM = 30;

    /// @dev Epochs that must stay known at once: the one before, whose report is checked now, this one, and the two for
    /// which changes are made. A seat that changes with the next epoch does not change with the one after it as well, until
    /// that epoch has begun: three holders are enough, the newest in `_latest` and the two before it here.
    uint256 private constant PAST = 2;

    /// @dev One slot.
    struct Seat {
        address holder;
        /// @dev First epoch of service.
        Epoch from;
        /// @dev How many holders the seat has had before this one.
        uint64 changes;
    }

    /// @dev One slot.
    struct Member {
        /// @dev The seat and 1; 0 without a seat.
        uint8 seatPlusOne;
        /// @dev The epoch with which it lost, or will lose, the last seat that it served in: equal to the next epoch for
        /// one that serves now and lost its seat for then, also when it has another one by now.
        Epoch freeFrom;
        /// @dev 0 before the first heartbeat.
        Epoch silentFrom;
        /// @dev 0 for one that never lost a seat while it was not eligible.
        Epoch barredUntil;
    }

    /// @inheritdoc ISupernodeCouncil
    ISupernodeStaking public immutable override STAKING;
    /// @inheritdoc ISupernodeCouncil
    IVerdictLedger public immutable override LEDGER;
    /// @inheritdoc ISupernodeCouncil
    uint256 public immutable override SEATS;
    /// @inheritdoc ISupernodeCouncil
    uint256 public immutable override QUORUM;
    /// @inheritdoc ISupernodeCouncil
    uint32 public immutable override SILENCE_EPOCHS;

    /// @dev Invariant SetOfEpochStands (K8): an entry's `from` lies after the epoch in which it is written, and entries
    /// that are in force are never overwritten before their epoch's report has been checked.
    mapping(uint256 seat => Seat) private _latest;
    mapping(uint256 seat => mapping(uint256 index => Seat)) private _past;

    /// @dev Invariant OneSeatEach (K8): `seatPlusOne` of a supernode names the one seat whose latest holder it is.
    mapping(address supernode => Member) private _members;

    /// @param ledger predicted address; the ledger checks in its own constructor that this contract names it
    constructor(
        ISupernodeStaking staking,
        IVerdictLedger ledger,
        uint256 seats,
        uint32 silenceEpochs
    ) EpochClock(staking.GENESIS(), staking.EPOCH_LENGTH()) {
        require(seats != 0 && seats <= SEATS_MAXIMUM, SupernodeCouncil_InvalidSeats(seats, SEATS_MAXIMUM));
        require(
            silenceEpochs != 0 && silenceEpochs <= SILENCE_MAXIMUM,
            SupernodeCouncil_InvalidSilence(silenceEpochs, SILENCE_MAXIMUM)
        );

        STAKING = staking;
        LEDGER = ledger;
        SEATS = seats;
        QUORUM = (2 * seats) / 3 + 1;
        SILENCE_EPOCHS = silenceEpochs;
    }

    /* ELECTION */

    /// @inheritdoc ISupernodeCouncil
    function takeSeat(uint256 seat, address supernode) external override {
        require(seat < SEATS, SupernodeCouncil_NoSuchSeat(seat, SEATS));
        Seat memory latest = _latest[seat];
        Member memory member = _members[supernode];
        require(STAKING.isEligible(supernode), SupernodeCouncil_NotEligible(supernode));
        Epoch now_ = currentEpoch();
        // slither-disable-next-line timestamp silence lasts epochs, a block's builder moves seconds
        require(now_ < member.silentFrom, SupernodeCouncil_Silent(supernode, member.silentFrom));
        // Not `require`, which would work out the error's arguments also when there is no seat to name.
        if (member.seatPlusOne != 0) revert SupernodeCouncil_AlreadySeated(supernode, member.seatPlusOne - 1);
        (Epoch from, bool isAnswer) = _effectiveEpoch(seat, latest, supernode, member, now_.plus(1));
        require(from >= member.barredUntil, SupernodeCouncil_Barred(supernode, member.barredUntil));

        if (latest.holder != address(0)) _unseat(seat, latest, supernode, from, isAnswer);
        if (latest.from != from) {
            _past[seat][latest.changes % PAST] = latest;
            ++latest.changes;
        }
        _latest[seat] = Seat({holder: supernode, from: from, changes: latest.changes});
        // Seats are at most 64.
        _members[supernode].seatPlusOne = uint8(seat + 1);

        emit SeatTaken(seat, supernode, latest.holder, from);
    }

    /// @dev Who is replaced without weight while it is not eligible stays out for as long as its stake would take to move to
    /// another name: else its absence would cost it nothing, and for a moment's absence it could take, in the last second,
    /// the seat of one that is weaker than it and stronger than its replacement, in every epoch (K8). Silence needs no
    /// bar: it lasts for epochs without pay, and an operator that was away may come back when it can.
    function _unseat(uint256 seat, Seat memory latest, address supernode, Epoch from, bool isAnswer) private {
        bool isUnfit = _isUnfit(seat, latest, supernode, isAnswer);
        Member storage member = _members[latest.holder];
        member.seatPlusOne = 0;
        // A holder whose entry is overwritten before it is in force loses no seat that it served in.
        if (latest.from != from) member.freeFrom = from;
        if (!isUnfit) return;

        Epoch until = from.plus(STAKING.UNBONDING_EPOCHS());
        member.barredUntil = until;

        emit Barred(latest.holder, until);
    }

    /// @dev Whether the holder falls for not being eligible alone. Reverts when it need not fall. A tie is the holder's, and
    /// for the next epoch that is who serves now and speaks the last word on it.
    function _isUnfit(uint256 seat, Seat memory latest, address supernode, bool isAnswer) private view returns (bool) {
        uint256 weight = STAKING.weightOf(supernode);
        uint256 holderWeight = STAKING.weightOf(latest.holder);
        if (weight > holderWeight || (isAnswer && weight == holderWeight)) return false;
        if (!STAKING.isEligible(latest.holder)) return true;
        require(_isSilent(seat, latest), SupernodeCouncil_NotStronger(weight, holderWeight));
        return false;
    }

    /// @dev A change in the last quarter before an epoch waits for the one after it, so that a stronger candidate can
    /// answer. The last word on the next epoch (K8) is with those who serve now and lost their seats for then: until it
    /// begins each may take the seat of a newcomer that is no stronger, and do nothing else, so that nobody can move it out
    /// of the way. Everybody serving now, back or never replaced, is safe: newcomers only are left to answer, and there is
    /// at least one for each who lost its seat. So weight shown for a moment just before the last quarter gains nothing.
    function _effectiveEpoch(
        uint256 seat,
        Seat memory latest,
        address supernode,
        Member memory member,
        Epoch next
    ) private view returns (Epoch from, bool isAnswer) {
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        if (epochStart(next) - block.timestamp > EPOCH_LENGTH / 4) return (next, false);

        bool hasLastWord = member.freeFrom == next;
        if (latest.from == next) {
            bool settled = _members[latest.holder].freeFrom == next;
            require(hasLastWord && !settled, SupernodeCouncil_SeatChanges(seat, next));
            return (next, true);
        }
        require(!hasLastWord, SupernodeCouncil_SeatLost(supernode, next));
        return (next.plus(1), false);
    }

    /* PRESENCE */

    /// @inheritdoc ISupernodeCouncil
    /// @dev No check that `supernode` is registered: the record of another caller is his own and serves nothing.
    function heartbeat(address supernode) external override {
        require(
            msg.sender == supernode || STAKING.isSigner(supernode, msg.sender),
            SupernodeCouncil_NotTheSupernode(msg.sender, supernode)
        );

        Epoch from = currentEpoch().plus(SILENCE_EPOCHS + 1);
        _members[supernode].silentFrom = from;

        emit Heartbeat(supernode, from);
    }

    /// @inheritdoc ISupernodeCouncil
    function isSilent(uint256 seat) external view override returns (bool) {
        return _isSilent(seat, _latest[seat]);
    }

    /// @dev Reads one record of the ledger for each epoch of the silence, a number fixed at deployment.
    function _isSilent(uint256 seat, Seat memory latest) private view returns (bool) {
        Epoch epoch = currentEpoch();
        if (epoch < _members[latest.holder].silentFrom || epoch <= latest.from.plus(SILENCE_EPOCHS)) return false;
        // A report of epoch e is published in e + 1: the last of them that counts is of the epoch before this one. The
        // holder is older than the silence, so that the seat's bit was his in all of them.
        uint32 newest = Epoch.unwrap(epoch) - 1;
        for (uint32 age = 0; age <= SILENCE_EPOCHS; ++age) {
            Epoch reported = Epoch.wrap(newest - age);
            // slither-disable-next-line calls-loop,incorrect-equality,timestamp few calls of the own ledger for one exact bit
            if ((LEDGER.signersOf(reported) >> seat) & 1 == 1) return false;
        }
        return true;
    }

    /* QUORUM */

    /// @inheritdoc ISupernodeCouncil
    /// @dev Seats come as bits, in ascending order: none can be counted twice (R3). Bounded by the seats, not by candidates or
    /// voters (X5).
    function verify(
        Epoch epoch,
        bytes32 digest,
        uint256 seats,
        Signature[] calldata signatures
    ) external view override returns (address[] memory signers, uint256 counted, uint256 weight) {
        require(seats < (1 << SEATS), SupernodeCouncil_NoSuchSeats(seats, SEATS));
        uint256 jailed;
        (signers, jailed, weight) = STAKING.signersAt(epoch, _recover(digest, signatures));
        uint256 used;
        uint256 count;

        for (uint256 seat = 0; seats >> seat != 0; ++seat) {
            if ((seats >> seat) & 1 == 0) continue;
            require(used < signatures.length, SupernodeCouncil_SignatureCount(seats, signatures.length));
            address supernode = signers[used];
            if (supernode == address(0) || supernode != _holderOf(seat, epoch)) {
                // Reverts by itself when the signature is malformed.
                address key = ECDSA.recover(digest, signatures[used].r, signatures[used].vs);
                revert SupernodeCouncil_WrongSigner(seat, key, epoch);
            }
            // Places and seats are at most 64.
            unchecked {
                if ((jailed >> used++) & 1 == 1) continue;
                signers[count++] = supernode;
            }
            counted |= 1 << seat;
        }

        require(used == signatures.length, SupernodeCouncil_SignatureCount(seats, signatures.length));
        require(count >= QUORUM, SupernodeCouncil_NoQuorum(count, QUORUM));
        // Shortens the array to the signers that count.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(signers, count)
        }
    }

    /// @dev The key of a malformed signature is zero, which is nobody's.
    function _recover(bytes32 digest, Signature[] calldata signatures) private pure returns (address[] memory keys) {
        keys = new address[](signatures.length);
        for (uint256 i = 0; i < signatures.length; ++i) {
            // slither-disable-next-line unused-return only the address is needed
            (keys[i], , ) = ECDSA.tryRecover(digest, signatures[i].r, signatures[i].vs);
        }
    }

    /* VIEWS */

    /// @inheritdoc ISupernodeCouncil
    function holderOf(uint256 seat, Epoch epoch) external view override returns (address) {
        return _holderOf(seat, epoch);
    }

    function _holderOf(uint256 seat, Epoch epoch) private view returns (address) {
        Seat storage latest = _latest[seat];
        // In one expression, so that the slot is read once.
        (address holder, Epoch from, uint64 changes) = (latest.holder, latest.from, latest.changes);
        if (from <= epoch) return holder;
        for (uint64 age = 1; age <= PAST && age <= changes; ++age) {
            Seat storage past = _past[seat][(changes - age) % PAST];
            if (past.from <= epoch) return past.holder;
        }
        return address(0);
    }

    /// @inheritdoc ISupernodeCouncil
    function latestHolderOf(uint256 seat) external view override returns (address holder, Epoch from) {
        return (_latest[seat].holder, _latest[seat].from);
    }

    /// @inheritdoc ISupernodeCouncil
    function seatOf(address supernode) external view override returns (bool seated, uint256 seat) {
        uint8 seatPlusOne = _members[supernode].seatPlusOne;
        return seatPlusOne == 0 ? (false, 0) : (true, seatPlusOne - 1);
    }

    /// @inheritdoc ISupernodeCouncil
    function barredUntil(address supernode) external view override returns (Epoch) {
        return _members[supernode].barredUntil;
    }

    /// @inheritdoc ISupernodeCouncil
    function silentFrom(address supernode) external view override returns (Epoch) {
        return _members[supernode].silentFrom;
    }
}
