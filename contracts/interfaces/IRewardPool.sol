// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {Permit} from "../libraries/Permits.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {ISupernodeStaking} from "./ISupernodeStaking.sol";
import {IVerdictLedger} from "./IVerdictLedger.sol";
import {IVirusMapToken} from "./IVirusMapToken.sol";

/// @title Mining rewards
/// @notice Holds the mining allocation and the protocol's income. Each published report releases a fixed rate of what is
/// not reserved yet, within a part of the stake that signed it; unreported epochs release and lose nothing.
interface IRewardPool is IEpochClock {
    /// @notice Numbers fixed at deployment.
    struct Parameters {
        /// @dev Part of what is available that one report may release, times 1e18.
        uint256 emissionRate;
        /// @dev Most that a report may release, in basis points of the weight of its signers.
        uint256 weightShare;
        /// @dev Parts of an emission in basis points; they sum to 10,000.
        uint256 submittersShare;
        uint256 supernodesShare;
        uint256 storageShare;
    }

    /// @notice What one report may release, in units of VMT.
    struct Budget {
        uint256 submitters;
        uint256 supernodes;
        uint256 storageNodes;
    }

    /// @notice What remains of an epoch's rewards.
    struct EpochRewards {
        /// @dev Merkle root of leaves `(account, amount)`, hashed twice.
        bytes32 root;
        /// @dev Units of VMT reserved and not claimed yet.
        uint256 unclaimed;
    }

    /// @notice One epoch's leaf of the account that claims.
    struct Claim {
        Epoch epoch;
        /// @dev Units of VMT.
        uint256 amount;
        bytes32[] proof;
    }

    /// @notice The rewards of `epoch` can be claimed: `reserved` units in sum. `supernodeReward` units went to the pool of
    /// each of the report's signers.
    event EpochOpened(Epoch indexed epoch, bytes32 root, uint256 reserved, uint256 supernodeReward, uint256 signers);

    /// @notice `account` was paid its leaf of `epoch`.
    event Claimed(Epoch indexed epoch, address indexed account, uint256 amount);

    /// @notice `payer` added `amount` to what later epochs can release.
    event Deposited(address indexed payer, uint256 amount);

    error RewardPool_NotTheLedgersPool(address rewardPool, address self);
    error RewardPool_NotTheTokensPool(address rewardPool, address self);
    error RewardPool_NotTheStakedToken(address stakedToken, address token);
    error RewardPool_InvalidRate(uint256 rate, uint256 maximum);
    error RewardPool_InvalidWeightShare(uint256 share, uint256 maximum);
    error RewardPool_SharesDoNotSum(uint256 sum, uint256 whole);
    error RewardPool_NotLedger(address caller);
    error RewardPool_SubmittersOverBudget(uint256 total, uint256 budget);
    error RewardPool_StorageOverBudget(uint256 total, uint256 budget);
    error RewardPool_AlreadyClaimed(Epoch epoch, address account);
    error RewardPool_InvalidProof(Epoch epoch, address account, uint256 amount);
    error RewardPool_TotalExceeded(Epoch epoch, uint256 amount, uint256 unclaimed);
    error RewardPool_ZeroAmount();

    /// @notice The token that is emitted.
    function TOKEN() external view returns (IVirusMapToken);

    /// @notice Publishes the reports that release rewards, and alone may do so.
    function LEDGER() external view returns (IVerdictLedger);

    /// @notice Receives what supernodes earn, and knows the weight of a report.
    function STAKING() external view returns (ISupernodeStaking);

    /// @notice Seats of the council, by which the supernodes' part is divided.
    function SEATS() external view returns (uint256);

    /// @notice Part of what is not reserved that an epoch may release, times 10^18.
    function EMISSION_RATE() external view returns (uint256);

    /// @notice Most that an epoch may release, as a part of the weight of its report's signers, in basis points.
    function WEIGHT_SHARE() external view returns (uint256);

    /// @notice Part of an emission for submitters, in basis points.
    function SUBMITTERS_SHARE() external view returns (uint256);

    /// @notice Part of an emission for the signers, in basis points.
    function SUPERNODES_SHARE() external view returns (uint256);

    /// @notice Part of an emission for storage nodes, in basis points.
    function STORAGE_SHARE() external view returns (uint256);

    /// @notice Reserves the rewards of `epoch` and pays its signers' part into their pools.
    ///
    /// Requirements:
    /// - the caller is LEDGER
    /// - the submitters' total is within their budget
    /// - the storage nodes' total is within their budget
    function open(
        Epoch epoch,
        bytes32 root,
        uint256 submitterTotal,
        uint256 storageTotal,
        address[] calldata signers,
        uint256 weight
    ) external;

    /// @notice Pays `account` its leaves of any epochs in one transfer. Open to anyone.
    ///
    /// Requirements, for each of `claims`:
    /// - the account has not claimed the epoch
    /// - the proof leads from `(account, amount)` to the epoch's root
    /// - the sum paid for the epoch stays within its totals
    function claim(address account, Claim[] calldata claims) external returns (uint256 amount);

    /// @notice Adds `amount` of the caller's VMT to what later epochs can release. Open to anyone.
    ///
    /// Requirements:
    /// - `amount` is not zero
    function deposit(uint256 amount) external;

    /// @notice `deposit` that first uses a permit.
    function depositWithPermit(uint256 amount, Permit calldata permit) external;

    /// @notice Units of VMT that are in no epoch's rewards yet.
    function available() external view returns (uint256);

    /// @notice What a report signed by `weight` units of stake may release now.
    function budgetOf(uint256 weight) external view returns (Budget memory);

    /// @notice What remains of the rewards of `epoch`.
    function rewardsOf(Epoch epoch) external view returns (EpochRewards memory);

    /// @notice Whether `account` was paid for `epoch`.
    function isClaimed(Epoch epoch, address account) external view returns (bool);
}
