// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";

/// @notice Everything that a reward pool, or a verdict ledger, has around it, in one contract that agrees to anything: what is
/// compared with a model is the one contract alone. It keeps what it would have to pay.
contract DifferentialCounterparts {
    uint256 public constant EPOCH_LENGTH = 1 days;
    uint256 public immutable GENESIS;
    uint256 public immutable MINING_ALLOCATION;
    uint256 public immutable SEATS;

    /// @notice The pool that is tested, or this contract in its place.
    // The getter of an immutable of the real contract.
    // solhint-disable-next-line var-name-mixedcase
    address public REWARD_POOL;
    /// @notice The ledger that is tested.
    // The getter of an immutable of the real contract.
    // solhint-disable-next-line var-name-mixedcase
    address public LEDGER;

    /// @notice What VMT was asked to transfer to each account.
    mapping(address account => uint256) public paid;

    constructor(uint256 genesis, uint256 miningAllocation, uint256 seats) {
        GENESIS = genesis;
        MINING_ALLOCATION = miningAllocation;
        SEATS = seats;
    }

    function name(address rewardPool, address ledger) external {
        REWARD_POOL = rewardPool;
        LEDGER = ledger;
    }

    /* AS THE LEDGER OF A POOL */

    function openEpoch(IRewardPool pool, Epoch epoch, bytes32 root, uint256 total) external {
        pool.open(epoch, root, total, 0, new address[](0), type(uint128).max);
    }

    /// @notice Opens each of `epochs` with everything that its budget allows.
    function openWhole(IRewardPool pool, Epoch[] calldata epochs, uint256 signers, uint256 weight) external {
        for (uint256 i = 0; i < epochs.length; ++i) {
            IRewardPool.Budget memory budget = pool.budgetOf(weight);
            pool.open(epochs[i], 0, budget.submitters, budget.storageNodes, new address[](signers), weight);
        }
    }

    /* AS TOKEN AND STAKING OF A POOL */

    function transfer(address account, uint256 amount) external returns (bool) {
        paid[account] += amount;
        return true;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    // What it is told does not matter.
    // solhint-disable-next-line no-empty-blocks
    function payIn(address[] calldata, uint256) external {}

    /* AS COUNCIL AND POOL OF A LEDGER */

    function publish(IVerdictLedger ledger, IVerdictLedger.Report calldata report) external {
        ledger.publish(report, 0, new ISupernodeCouncil.Signature[](0));
    }

    // What it is told does not matter.
    // solhint-disable-next-line no-empty-blocks
    function open(Epoch, bytes32, uint256, uint256, address[] calldata, uint256) external {}

    function verify(
        Epoch,
        bytes32,
        uint256,
        ISupernodeCouncil.Signature[] calldata
    ) external pure returns (address[] memory signers, uint256 counted, uint256 weight) {
        return (new address[](0), 1, 0);
    }

    function COUNCIL() external view returns (address) {
        return address(this);
    }

    function STAKING() external view returns (address) {
        return address(this);
    }

    function TOKEN() external view returns (address) {
        return address(this);
    }
}
