// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {PublicKey} from "../libraries/KeyExchange.sol";
import {Permit} from "../libraries/Permits.sol";
import {SharePool} from "../libraries/SharePools.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {IVirusMapToken} from "./IVirusMapToken.sol";

/// @title Supernodes: bonds, votes, rewards and slashes
/// @notice An operator bonds VMT and registers a supernode, known by the operator's address. Voters buy shares of its
/// pool. Rewards drip into the pool; faults take from bond, pool and tickets. Whoever is in the pool or holds an unpaid
/// ticket when a fault is proven shares its slash, also who came after the fault.
interface ISupernodeStaking is IEpochClock {
    /// @notice Numbers fixed at deployment.
    struct Parameters {
        /// @dev Least bond of an eligible supernode, in units of VMT.
        uint256 minimumBond;
        /// @dev A ticket of epoch t pays from t + this; also the notice for a rise of the commission.
        uint32 unbondingEpochs;
        /// @dev A fault of epoch e can be proven through the last second of e + this; below the unbonding.
        uint32 evidenceEpochs;
        /// @dev Epochs in jail after an equivocation.
        uint32 jailEpochs;
        /// @dev Equivocations after which a supernode is retired as if it had resigned.
        uint8 equivocationLimit;
        /// @dev Part of bond, pool and tickets that an equivocation costs, in basis points; at most a half.
        uint16 slashShare;
        /// @dev Part of the bond's loss that goes to who proves an equivocation, in basis points.
        uint16 bountyShare;
        /// @dev Part of what a wrong key costs that goes to the buyer, in basis points.
        uint16 wrongKeyBountyShare;
    }

    /// @notice What an operator brings when it registers.
    struct Registration {
        /// @dev Plain key that will sign reports from the next epoch.
        address signer;
        /// @dev The signer's EIP-712 signature of `SignerConsent(address operator)`.
        bytes signerProof;
        /// @dev Key to which content keys are wrapped.
        PublicKey encryptionKey;
        /// @dev Where the operator describes itself, its engines and its service.
        string metadataURI;
        /// @dev Part of the voters' rewards that goes to the bond, in basis points.
        uint16 commission;
        /// @dev Units of VMT.
        uint256 bond;
    }

    /// @notice A supernode's whole record.
    struct Supernode {
        /// @dev The voters' money.
        SharePool pool;
        /// @dev Money on its way out; it can still be slashed.
        SharePool tickets;
        /// @dev The operator's money.
        uint96 bond;
        /// @dev Rewards of the epoch before, as far as they have not dripped yet.
        uint96 dripping;
        /// @dev When the drip was last brought up to date, in Unix seconds; 0 for an address that never registered.
        uint40 drippedAt;
        uint8 encryptionKeyParity;
        /// @dev Equivocations proven so far.
        uint8 equivocations;
        /// @dev Rewards of the epoch of `drippedAt`; they drip over the next one.
        uint96 incoming;
        /// @dev In force until `commissionFrom`, in basis points.
        uint16 commission;
        /// @dev In force from `commissionFrom`, in basis points.
        uint16 nextCommission;
        Epoch commissionFrom;
        /// @dev The first epoch in which the operator may `unjail`; 0 when not jailed.
        Epoch jailedUntil;
        /// @dev The first epoch in which a resigned operator may withdraw its bond; 0 when not resigned.
        Epoch releaseEpoch;
        uint256 encryptionKeyX;
        /// @dev The newest signer.
        address signer;
    }

    /// @notice Who signs with a key, and when. A key belongs to one supernode for ever.
    struct SigningKey {
        address supernode;
        /// @dev First epoch for which its signatures count.
        Epoch from;
        /// @dev First epoch for which they no longer count.
        Epoch until;
    }

    /// @notice A supernode was registered. Supernodes and pages learn of its keys and its service from it.
    event Registered(
        address indexed supernode,
        address indexed signer,
        PublicKey encryptionKey,
        uint16 commission,
        string metadataURI
    );

    /// @notice The operator added `amount` to its bond.
    event BondAdded(address indexed supernode, uint256 amount);

    /// @notice The supernode leaves, by its operator's will or by its last equivocation. Its signatures count for this epoch
    /// and those before; its bond can be withdrawn from `releaseEpoch`.
    event Resigned(address indexed supernode, Epoch releaseEpoch);

    /// @notice The operator took its bond.
    event BondWithdrawn(address indexed supernode, uint256 amount);

    /// @notice `signer` signs for epochs from `from`; the key before it signs for epochs before.
    event SignerChanged(address indexed supernode, address indexed signer, Epoch from);

    /// @notice Buyers' orders use the new key from now on; older orders keep theirs.
    event EncryptionKeyChanged(address indexed supernode, PublicKey encryptionKey);

    /// @notice The description of the supernode moved.
    event MetadataChanged(address indexed supernode, string metadataURI);

    /// @notice The commission will be `commission` basis points from `from` on. A scheduled change that was not in
    /// force yet is replaced.
    event CommissionChanged(address indexed supernode, uint16 commission, Epoch from);

    /// @notice The operator left jail.
    event Unjailed(address indexed supernode);

    /// @notice `voter` locked `assets` and received `shares` of the pool.
    event Voted(address indexed supernode, address indexed voter, uint256 assets, uint256 shares);

    /// @notice `voter` gave `shares` back for a ticket of `epoch` over `assets`, in `ticketShares`.
    event Unvoted(
        address indexed supernode,
        address indexed voter,
        Epoch indexed epoch,
        uint256 shares,
        uint256 assets,
        uint256 ticketShares
    );

    /// @notice The ticket of `epoch` was paid.
    event TicketPaid(address indexed supernode, address indexed voter, Epoch indexed epoch, uint256 assets);

    /// @notice `payer` paid `amount` to each of `supernodes`. The voters' part drips over the epoch after `epoch`.
    event RewardsPaidIn(address indexed payer, Epoch indexed epoch, uint256 amount, address[] supernodes);

    /// @notice A proven fault took from the supernode. `bounty` of it went to `beneficiary`, the rest was burned.
    event Slashed(
        address indexed supernode,
        address indexed beneficiary,
        uint256 fromBond,
        uint256 fromPool,
        uint256 fromTickets,
        uint256 bounty
    );

    /// @notice The supernode may not serve until its operator calls `unjail`, which it may from epoch `until`.
    event Jailed(address indexed supernode, Epoch until);

    error SupernodeStaking_InvalidParameters();
    error SupernodeStaking_AlreadyRegistered(address supernode);
    error SupernodeStaking_NotRegistered(address supernode);
    error SupernodeStaking_BondTooSmall(uint256 bond, uint256 minimum);
    error SupernodeStaking_SignerUsed(address signer, address supernode);
    error SupernodeStaking_NoConsent(address signer, address recovered);
    error SupernodeStaking_InvalidEncryptionKey(uint256 x, uint256 y);
    error SupernodeStaking_InvalidCommission(uint256 commission, uint256 maximum);
    error SupernodeStaking_AlreadyResigned(address supernode);
    error SupernodeStaking_NotResigned(address supernode);
    error SupernodeStaking_BondLocked(Epoch epoch, Epoch releaseEpoch);
    error SupernodeStaking_NothingToWithdraw(address supernode);
    error SupernodeStaking_NotJailed(address supernode);
    error SupernodeStaking_StillJailed(Epoch epoch, Epoch until);
    error SupernodeStaking_ZeroAmount();
    error SupernodeStaking_TooSmall(uint256 amount);
    error SupernodeStaking_NotEnoughShares(uint256 shares, uint256 owned);
    error SupernodeStaking_NoTicket(address supernode, address voter, Epoch epoch);
    error SupernodeStaking_TicketLocked(Epoch epoch, Epoch payableFrom);
    error SupernodeStaking_NotEquivocationFaults(address caller);
    error SupernodeStaking_NotDataMarket(address caller);

    /// @notice The token that is staked.
    function TOKEN() external view returns (IVirusMapToken);

    /// @notice The only contract that may report equivocations.
    function EQUIVOCATION_FAULTS() external view returns (address);

    /// @notice The only contract that may report wrong keys.
    function DATA_MARKET() external view returns (address);

    /// @notice Least bond of an operator who registers or is eligible, in units of VMT.
    function MINIMUM_BOND() external view returns (uint256);

    /// @notice A ticket of epoch t pays from epoch t + this.
    function UNBONDING_EPOCHS() external view returns (uint32);

    /// @notice A fault of epoch e can be proven through epoch e + this.
    function EVIDENCE_EPOCHS() external view returns (uint32);

    /// @notice Epochs after an equivocation was proven before the operator can unjail.
    function JAIL_EPOCHS() external view returns (uint32);

    /// @notice Equivocations after which a supernode is retired for ever.
    function EQUIVOCATION_LIMIT() external view returns (uint8);

    /// @notice Part of bond, pool and tickets that an equivocation costs, in basis points.
    function SLASH_SHARE() external view returns (uint16);

    /// @notice Part of the bond's own loss that goes to who proved an equivocation, in basis points.
    function BOUNTY_SHARE() external view returns (uint16);

    /// @notice Part of what a wrong key costs that goes to the buyer, in basis points.
    function WRONG_KEY_BOUNTY_SHARE() external view returns (uint16);

    /// @notice Registers the caller as a supernode and takes its bond.
    ///
    /// Requirements:
    /// - the caller never registered
    /// - the bond is at least MINIMUM_BOND
    /// - the signer was never registered by anybody, and its proof is its signature of the caller's address
    /// - the encryption key is on the curve, with x below the group's order
    /// - the commission is at most 10,000 basis points
    function register(Registration calldata registration) external;

    /// @notice `register` that first uses a permit.
    function registerWithPermit(Registration calldata registration, Permit calldata permit) external;

    /// @notice Adds `amount` to the caller's bond.
    ///
    /// Requirements:
    /// - the caller is registered and has not resigned
    /// - `amount` is not zero
    function addBond(uint256 amount) external;

    /// @notice `addBond` that first uses a permit.
    function addBondWithPermit(uint256 amount, Permit calldata permit) external;

    /// @notice Ends the caller's candidacy for ever. The bond stops voting at once and can be slashed until withdrawn; the
    /// signer signs for this epoch and those before, so that no fault outlives the bond.
    ///
    /// Requirements:
    /// - the caller is registered and has not resigned
    function resign() external;

    /// @notice Pays the caller its bond, and what arrived in it since.
    ///
    /// Requirements:
    /// - the caller has resigned, UNBONDING_EPOCHS ago or more
    /// - there is something to pay
    function withdrawBond() external;

    /// @notice Replaces the caller's signer from the next epoch on.
    ///
    /// Requirements:
    /// - the caller is registered and has not resigned
    /// - the signer was never registered by anybody, and its proof is its signature of the caller's address
    function setSigner(address signer, bytes calldata signerProof) external;

    /// @notice Replaces the caller's encryption key for orders to come.
    ///
    /// Requirements:
    /// - the caller is registered
    /// - the key is on the curve, with x below the group's order
    function setEncryptionKey(PublicKey calldata encryptionKey) external;

    /// @notice Moves the caller's description.
    ///
    /// Requirements:
    /// - the caller is registered
    function setMetadataURI(string calldata metadataURI) external;

    /// @notice Changes the caller's commission: a cut from the next epoch on, a rise after UNBONDING_EPOCHS, so that
    /// voters can leave before it.
    ///
    /// Requirements:
    /// - the caller is registered
    /// - the commission is at most 10,000 basis points
    function setCommission(uint16 commission) external;

    /// @notice Lets the caller serve again.
    ///
    /// Requirements:
    /// - the caller is jailed
    /// - the jail's epochs are over
    function unjail() external;

    /// @notice Locks `amount` behind `supernode` and gives the caller shares of its pool. 1 VMT votes once: it is in
    /// one pool, and leaves it by a ticket only.
    ///
    /// Requirements:
    /// - `supernode` is registered and has not resigned
    /// - `amount` is not zero and buys at least one share
    function vote(address supernode, uint256 amount) external returns (uint256 shares);

    /// @notice `vote` that first uses a permit.
    function voteWithPermit(
        address supernode,
        uint256 amount,
        Permit calldata permit
    ) external returns (uint256 shares);

    /// @notice Turns `shares` of the caller into a ticket of this epoch. It earns nothing, votes for nobody, shares every
    /// slash until it is paid. Tickets of one epoch are one.
    ///
    /// Requirements:
    /// - `shares` is not zero and at most the caller's
    function unvote(address supernode, uint256 shares) external;

    /// @notice Pays the caller's ticket of `epoch`.
    ///
    /// Requirements:
    /// - the caller has a ticket of `epoch`
    /// - UNBONDING_EPOCHS have passed
    function withdraw(address supernode, Epoch epoch) external;

    /// @notice Pays `amount` to each of `supernodes` as a reward, out of the caller's VMT. Bond and pool share it by their
    /// size; of the pool's part the commission goes to the bond, and the rest drips over the next epoch. Open to anyone.
    ///
    /// Requirements:
    /// - each of `supernodes` is registered
    /// - `amount` is not zero
    function payIn(address[] calldata supernodes, uint256 amount) external;

    /// @notice `payIn` that first uses a permit, of `amount` for each of `supernodes`.
    function payInWithPermit(address[] calldata supernodes, uint256 amount, Permit calldata permit) external;

    /// @notice Slashes and jails an equivocating supernode, and retires it at EQUIVOCATION_LIMIT. Never fails for want of
    /// funds.
    ///
    /// Requirements:
    /// - the caller is EQUIVOCATION_FAULTS
    function slashEquivocation(address supernode, address reporter) external;

    /// @notice Takes up to `amount` from the bond alone; WRONG_KEY_BOUNTY_SHARE of it goes to `buyer`. Never fails for want of funds.
    ///
    /// Requirements:
    /// - the caller is DATA_MARKET
    function slashWrongKey(address supernode, uint256 amount, address buyer) external;

    /// @notice Bond and pool, with what has dripped by now; the bond of a resigned supernode does not count.
    function weightOf(address supernode) external view returns (uint256);

    /// @notice Registered, not resigned, not jailed, and bonded with at least MINIMUM_BOND.
    function isEligible(address supernode) external view returns (bool);

    /// @notice Whether `supernode` is jailed.
    function isJailed(address supernode) external view returns (bool);

    /// @notice Whether `key` signs for `supernode` in this epoch.
    function isSigner(address supernode, address key) external view returns (bool);

    /// @notice Everything that a report's check needs to know of a key.
    /// @return supernode whose signatures for `epoch` the key makes; zero when nobody's
    /// @return jailed whether that supernode is jailed now
    /// @return weight of that supernode now
    function signerStatus(
        address key,
        Epoch epoch
    ) external view returns (address supernode, bool jailed, uint256 weight);

    /// @notice `signerStatus` of all signers of a report in one call.
    /// @return supernodes whose signatures for `epoch` the keys make, each in the place of its key; zero when nobody's
    /// @return jailed the places of those that are jailed now, as bits; of the first 256 places, more than a council has seats
    /// @return weight the sum of the weights, now, of those that are not
    function signersAt(
        Epoch epoch,
        address[] calldata keys
    ) external view returns (address[] memory supernodes, uint256 jailed, uint256 weight);

    /// @notice The record of a key, also of a former one.
    function signingKey(address key) external view returns (SigningKey memory);

    /// @notice The supernode's key for orders that are made now: x, and the parity of y.
    function encryptionKeyOf(address supernode) external view returns (uint256 x, uint8 parity);

    /// @notice In force now, in basis points.
    function commissionOf(address supernode) external view returns (uint16);

    /// @notice The record as stored: the drip is as of `drippedAt`.
    function supernodeOf(address supernode) external view returns (Supernode memory);

    /// @notice Shares of the pool of `supernode` that `voter` owns.
    function sharesOf(address supernode, address voter) external view returns (uint256);

    /// @notice What the shares of `voter` are worth now, in units of VMT.
    function votesOf(address supernode, address voter) external view returns (uint256);

    /// @notice Ticket shares of `voter` that were opened in `epoch`.
    function ticketOf(address supernode, address voter, Epoch epoch) external view returns (uint256);

    /// @notice What that ticket is worth now, in units of VMT.
    function ticketValueOf(address supernode, address voter, Epoch epoch) external view returns (uint256);
}
