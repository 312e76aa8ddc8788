// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ISupernodeStaking} from "../interfaces/ISupernodeStaking.sol";
import {Epoch} from "./Epoch.sol";
import {SharePool} from "./SharePools.sol";

/// @notice The record of a supernode as stored; `ISupernodeStaking.Supernode` describes its fields.
/// @dev A report reads and writes slots 0 and 1 of each signer, a vote 0 and 2. 96 bits hold the whole supply of VMT, 160 its
/// shares, 40 the seconds of 34,000 years.
struct SupernodeRecord {
    // Slot 0.
    /// @dev Assets of the voters' pool.
    uint96 votes;
    uint96 dripping;
    uint40 drippedAt;
    /// @dev Whether `jailedUntil` is not zero.
    bool jailed;
    /// @dev Whether `releaseEpoch` is not zero.
    bool resigned;
    uint8 encryptionKeyParity;
    // Slot 1.
    uint96 bond;
    uint96 incoming;
    uint16 commission;
    uint16 nextCommission;
    Epoch commissionFrom;
    // Slot 2.
    /// @dev Shares of the voters' pool.
    uint160 shares;
    Epoch jailedUntil;
    Epoch releaseEpoch;
    uint8 equivocations;
    // Slots 3 to 5.
    SharePool tickets;
    uint256 encryptionKeyX;
    address signer;
}

/// @notice The current epoch, and the first seconds of the one before it, of itself and of the next.
struct EpochWindow {
    Epoch epoch;
    uint256 previous;
    uint256 start;
    uint256 end;
}

/// @title SupernodeRecords
/// @notice The money in a supernode's record: what it weighs, what it earns, and how that drips.
/// @dev Fields of one slot are read in one expression, and written one after the other with nothing between: the compiler then
/// reads and writes the slot once.
library SupernodeRecords {
    using SafeCast for uint256;

    uint256 private constant BASIS_POINTS = 10_000;

    /* DRIP */

    /// @notice What has dripped since `last`, and what is left of the window in which it drips now: fixed windows, so that no
    /// pay-in delays or restarts a drip (K7). Rounds towards later.
    /// @param dripping rewards of the epoch before that of `last`, as far as they had not dripped by then
    /// @param incoming rewards of the epoch of `last`; not looked at while that epoch lasts
    /// @param last not in the future
    function drip(
        uint256 dripping,
        uint256 incoming,
        uint256 last,
        EpochWindow memory window
    ) internal view returns (uint256 dripped, uint256 left) {
        // Amounts are below 2^96 and times below 2^40, so that no product overflows. `previous <= start <= now < end` and
        // `last <= now`, so that no difference is negative, no divisor is zero, and no part is more than the whole.
        unchecked {
            if (last >= window.start) {
                dripped = (dripping * (block.timestamp - last)) / (window.end - last);
                return (dripped, dripping - dripped);
            }
            if (last < window.previous) return (dripping + incoming, 0);
            dripped = (incoming * (block.timestamp - window.start)) / (window.end - window.start);
            return (dripping + dripped, incoming - dripped);
        }
    }

    /// @notice Brings the drip up to date. A pool without voters, or slashed to nothing, gives what drips to the bond.
    function accrue(SupernodeRecord storage node, EpochWindow memory window) internal {
        (uint256 votes, uint256 dripping, uint256 last) = (node.votes, node.dripping, node.drippedAt);
        // Within an epoch nothing moves on from `incoming`, and slot 1 need not be read.
        bool turned = last < window.start;
        uint256 dripped;
        (dripped, dripping) = drip(dripping, turned ? node.incoming : 0, last, window);

        // VMT that is held, whose whole supply fits in 96 bits.
        // slither-disable-next-line timestamp no time: amounts
        if (votes != 0) votes += dripped;
        else if (dripped != 0) node.bond += uint96(dripped);
        (node.votes, node.dripping, node.drippedAt) = (uint96(votes), uint96(dripping), uint40(block.timestamp));
        if (turned) node.incoming = 0;
    }

    /* REWARDS */

    /// @notice `accrue`, then a reward of `amount`: the voters' part of it drips over the next epoch, the rest is the bond's.
    /// @dev Reads and writes each slot once.
    function reward(SupernodeRecord storage node, EpochWindow memory window, uint96 amount) internal {
        (uint256 votes, uint256 dripping, uint256 last) = (node.votes, node.dripping, node.drippedAt);
        (uint256 bond, uint256 incoming) = (node.bond, node.incoming);
        uint256 dripped;
        (dripped, dripping) = drip(dripping, incoming, last, window);
        if (last < window.start) incoming = 0;

        // Sums of a few amounts of 96 bits, and `votersPart` is a part of `amount`.
        unchecked {
            // slither-disable-next-line timestamp no time: amounts
            if (votes != 0) votes += dripped;
            else bond += dripped;
            uint256 toVoters = votersPart(amount, votes, bond, commissionIn(node, window.epoch));
            bond += amount - toVoters;
            incoming += toVoters;
        }
        // Votes and drip are VMT that is held, whose whole supply fits. The reward is not paid yet: the sum of it may not.
        node.votes = uint96(votes);
        node.dripping = uint96(dripping);
        node.drippedAt = uint40(block.timestamp);
        (node.bond, node.incoming) = (bond.toUint96(), incoming.toUint96());
    }

    /// @notice Bond and pool earn by their size, so that a dust of votes does not take the whole; of the pool's part the
    /// commission goes to the bond. Without voters, or with a pool slashed to nothing, everything does.
    /// @dev The three amounts fit in 96 bits, `commission` is at most the whole.
    function votersPart(
        uint256 amount,
        uint256 votes,
        uint256 bond,
        uint256 commission
    ) internal pure returns (uint256 part) {
        // slither-disable-next-line incorrect-equality,timestamp no time: amounts
        if (votes == 0) return 0;
        // Products of two amounts fit in 192 bits; a part of a part is not more than it.
        unchecked {
            // slither-disable-next-line divide-before-multiply each part rounds down, the rest is the bond's
            part = (amount * votes) / (votes + bond);
            part -= (part * commission) / BASIS_POINTS;
        }
    }

    /// @notice In force in `epoch`, in basis points.
    function commissionIn(SupernodeRecord storage node, Epoch epoch) internal view returns (uint16) {
        (Epoch from, uint16 next, uint16 current) = (node.commissionFrom, node.nextCommission, node.commission);
        return epoch >= from ? next : current;
    }

    /* STAKE */

    /// @notice Pool and bond, each unit in one of them (K3), with what has dripped by now; the bond of a resigned supernode does
    /// not vote.
    function weight(SupernodeRecord storage node, EpochWindow memory window) internal view returns (uint256) {
        (uint256 votes, uint256 dripping, uint256 last, bool resigned) = (
            node.votes,
            node.dripping,
            node.drippedAt,
            node.resigned
        );
        (uint256 bond, uint256 incoming) = (node.bond, node.incoming);
        (uint256 dripped, ) = drip(dripping, incoming, last, window);
        // Three amounts of less than 2^97 each.
        unchecked {
            if (!resigned) return votes + bond + dripped;
            return votes == 0 ? 0 : votes + dripped;
        }
    }

    /// @notice The voters' pool, with what has dripped by now.
    function poolNow(
        SupernodeRecord storage node,
        EpochWindow memory window
    ) internal view returns (SharePool memory pool) {
        pool = poolOf(node);
        if (pool.assets == 0) return pool;
        (uint256 dripped, ) = drip(node.dripping, node.incoming, node.drippedAt, window);
        // VMT that is held, whose whole supply fits.
        pool.assets += uint96(dripped);
    }

    /// @notice The voters' pool as stored.
    function poolOf(SupernodeRecord storage node) internal view returns (SharePool memory) {
        return SharePool({assets: node.votes, shares: node.shares});
    }

    /// @notice Stores the voters' pool.
    function storePool(SupernodeRecord storage node, SharePool memory pool) internal {
        (node.votes, node.shares) = (pool.assets, pool.shares);
    }

    /* VIEW */

    /// @notice The record as the interface describes it.
    function described(SupernodeRecord storage node) internal view returns (ISupernodeStaking.Supernode memory) {
        return
            ISupernodeStaking.Supernode({
                pool: poolOf(node),
                tickets: node.tickets,
                bond: node.bond,
                dripping: node.dripping,
                drippedAt: node.drippedAt,
                encryptionKeyParity: node.encryptionKeyParity,
                equivocations: node.equivocations,
                incoming: node.incoming,
                commission: node.commission,
                nextCommission: node.nextCommission,
                commissionFrom: node.commissionFrom,
                jailedUntil: node.jailedUntil,
                releaseEpoch: node.releaseEpoch,
                encryptionKeyX: node.encryptionKeyX,
                signer: node.signer
            });
    }
}
