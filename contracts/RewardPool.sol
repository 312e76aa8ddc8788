// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {EpochClock} from "./EpochClock.sol";
import {IRewardPool} from "./interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "./interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "./interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "./interfaces/IVerdictLedger.sol";
import {IVirusMapToken} from "./interfaces/IVirusMapToken.sol";
import {Epoch} from "./libraries/Epoch.sol";
import {Permit, Permits} from "./libraries/Permits.sol";

/// @title RewardPool
contract RewardPool is IRewardPool, EpochClock {
    using Permits for IVirusMapToken;
    using SafeERC20 for IVirusMapToken;

    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant RATE_UNIT = 1e18; // 100 %
    uint256 private constant WORD = 256; // epochs in one word of the bitmap

    /// @inheritdoc IRewardPool
    IVirusMapToken public immutable override TOKEN;
    /// @inheritdoc IRewardPool
    IVerdictLedger public immutable override LEDGER;
    /// @inheritdoc IRewardPool
    ISupernodeStaking public immutable override STAKING;
    /// @inheritdoc IRewardPool
    uint256 public immutable override SEATS;
    /// @inheritdoc IRewardPool
    uint256 public immutable override EMISSION_RATE;
    /// @inheritdoc IRewardPool
    uint256 public immutable override WEIGHT_SHARE;
    /// @inheritdoc IRewardPool
    uint256 public immutable override SUBMITTERS_SHARE;
    /// @inheritdoc IRewardPool
    uint256 public immutable override SUPERNODES_SHARE;
    /// @inheritdoc IRewardPool
    uint256 public immutable override STORAGE_SHARE;

    /// @inheritdoc IRewardPool
    /// @dev Invariant PoolSolvent (P1): the VMT held is at least `available` and the sum of all `unclaimed`.
    uint256 public override available;

    /// @dev Invariant PaidWithinTotals (P1): `unclaimed` starts at the report's totals and only falls, by what is paid.
    mapping(Epoch epoch => EpochRewards) private _rewards;

    /// @dev A bit for each epoch, set with the payment and never cleared (P2).
    mapping(address account => mapping(uint256 word => uint256 bits)) private _claimed;

    /// @param token VMT, which must name this contract as its pool
    /// @param ledger the only contract that opens epochs, which must name this contract as its pool
    constructor(
        IVirusMapToken token,
        IVerdictLedger ledger,
        Parameters memory parameters
    ) EpochClock(ledger.GENESIS(), ledger.EPOCH_LENGTH()) {
        address namedByToken = token.REWARD_POOL();
        address namedByLedger = address(ledger.REWARD_POOL());
        uint256 sum = parameters.submittersShare + parameters.supernodesShare + parameters.storageShare;
        require(namedByToken == address(this), RewardPool_NotTheTokensPool(namedByToken, address(this)));
        require(namedByLedger == address(this), RewardPool_NotTheLedgersPool(namedByLedger, address(this)));
        // Paying into a contract of another token would fail at every report, for ever.
        address stakedToken = address(ledger.COUNCIL().STAKING().TOKEN());
        require(stakedToken == address(token), RewardPool_NotTheStakedToken(stakedToken, address(token)));
        require(
            parameters.emissionRate != 0 && parameters.emissionRate < RATE_UNIT,
            RewardPool_InvalidRate(parameters.emissionRate, RATE_UNIT)
        );
        require(
            parameters.weightShare != 0 && parameters.weightShare <= BASIS_POINTS,
            RewardPool_InvalidWeightShare(parameters.weightShare, BASIS_POINTS)
        );
        require(sum == BASIS_POINTS, RewardPool_SharesDoNotSum(sum, BASIS_POINTS));

        TOKEN = token;
        LEDGER = ledger;
        ISupernodeCouncil council = ledger.COUNCIL();
        STAKING = council.STAKING();
        SEATS = council.SEATS();
        EMISSION_RATE = parameters.emissionRate;
        WEIGHT_SHARE = parameters.weightShare;
        SUBMITTERS_SHARE = parameters.submittersShare;
        SUPERNODES_SHARE = parameters.supernodesShare;
        STORAGE_SHARE = parameters.storageShare;
        available = token.MINING_ALLOCATION();

        // The staking contract takes only what its caller pays in.
        // slither-disable-next-line unused-return VMT's approve is true or reverts
        token.approve(address(council.STAKING()), type(uint256).max);
    }

    /* EMISSION */

    /// @inheritdoc IRewardPool
    /// @dev What a report releases is set aside for its epoch: a later report reaches only what is still available (P6). An epoch
    /// that is never opened changes nothing here (P3).
    function open(
        Epoch epoch,
        bytes32 root,
        uint256 submitterTotal,
        uint256 storageTotal,
        address[] calldata signers,
        uint256 weight
    ) external override {
        require(msg.sender == address(LEDGER), RewardPool_NotLedger(msg.sender));
        Budget memory budget = budgetOf(weight);
        require(
            submitterTotal <= budget.submitters,
            RewardPool_SubmittersOverBudget(submitterTotal, budget.submitters)
        );
        require(storageTotal <= budget.storageNodes, RewardPool_StorageOverBudget(storageTotal, budget.storageNodes));

        // By the number of seats, not of signers: leaving a signature out pays nobody (P5).
        // slither-disable-next-line divide-before-multiply each part rounds down, the rest is kept
        uint256 supernodeReward = budget.supernodes / SEATS;
        uint256 reserved = submitterTotal + storageTotal;
        available -= reserved + supernodeReward * signers.length;
        _rewards[epoch] = EpochRewards({root: root, unclaimed: reserved});

        emit EpochOpened(epoch, root, reserved, supernodeReward, signers.length);

        if (supernodeReward != 0) STAKING.payIn(signers, supernodeReward);
    }

    /// @inheritdoc IRewardPool
    /// @dev Every division rounds down, in the pool's favour (P4).
    function budgetOf(uint256 weight) public view override returns (Budget memory) {
        uint256 emission = Math.min((available * EMISSION_RATE) / RATE_UNIT, (weight * WEIGHT_SHARE) / BASIS_POINTS);
        return
            Budget({
                submitters: (emission * SUBMITTERS_SHARE) / BASIS_POINTS,
                supernodes: (emission * SUPERNODES_SHARE) / BASIS_POINTS,
                storageNodes: (emission * STORAGE_SHARE) / BASIS_POINTS
            });
    }

    /* CLAIM */

    /// @inheritdoc IRewardPool
    function claim(address account, Claim[] calldata claims) external override returns (uint256 amount) {
        for (uint256 i = 0; i < claims.length; ++i) {
            amount += _use(account, claims[i]);
        }

        TOKEN.safeTransfer(account, amount);
    }

    function _use(address account, Claim calldata entry) private returns (uint256 amount) {
        EpochRewards storage rewards = _rewards[entry.epoch];
        (uint256 word, uint256 bit) = _position(entry.epoch);
        uint256 bits = _claimed[account][word];
        uint256 unclaimed = rewards.unclaimed;
        amount = entry.amount;
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, amount))));
        require(bits & bit == 0, RewardPool_AlreadyClaimed(entry.epoch, account));
        require(
            MerkleProof.verifyCalldata(entry.proof, rewards.root, leaf),
            RewardPool_InvalidProof(entry.epoch, account, amount)
        );
        require(amount <= unclaimed, RewardPool_TotalExceeded(entry.epoch, amount, unclaimed));

        _claimed[account][word] = bits | bit;
        rewards.unclaimed = unclaimed - amount;

        emit Claimed(entry.epoch, account, amount);
    }

    function _position(Epoch epoch) private pure returns (uint256 word, uint256 bit) {
        uint256 index = Epoch.unwrap(epoch);
        return (index / WORD, 1 << (index % WORD));
    }

    /* INCOME */

    /// @inheritdoc IRewardPool
    function deposit(uint256 amount) external override {
        _deposit(amount);
    }

    /// @inheritdoc IRewardPool
    function depositWithPermit(uint256 amount, Permit calldata permit) external override {
        // slither-disable-next-line reentrancy-benign,reentrancy-events VMT calls nobody back
        TOKEN.tryUse(permit);
        _deposit(amount);
    }

    function _deposit(uint256 amount) private {
        require(amount != 0, RewardPool_ZeroAmount());

        available += amount;

        emit Deposited(msg.sender, amount);

        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /* VIEWS */

    /// @inheritdoc IRewardPool
    function rewardsOf(Epoch epoch) external view override returns (EpochRewards memory) {
        return _rewards[epoch];
    }

    /// @inheritdoc IRewardPool
    function isClaimed(Epoch epoch, address account) external view override returns (bool) {
        (uint256 word, uint256 bit) = _position(epoch);
        return _claimed[account][word] & bit != 0;
    }
}
