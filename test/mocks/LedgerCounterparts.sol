// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";

/// @notice Token, ledger, council and staking of a reward pool in one, with whatever numbers a test wants. Money is not
/// moved: what is tested with it is the arithmetic of the pool alone.
contract LedgerCounterparts {
    uint256 public constant GENESIS = 1_900_000_000;
    uint256 public constant EPOCH_LENGTH = 1 days;

    uint256 public immutable MINING_ALLOCATION;
    uint256 public immutable SEATS;

    // The getter of an immutable of the real contract.
    // solhint-disable-next-line var-name-mixedcase
    address public REWARD_POOL;

    /// @notice What `payIn` was called with, in sum.
    uint256 public paidIn;

    constructor(uint256 miningAllocation, uint256 seats) {
        MINING_ALLOCATION = miningAllocation;
        SEATS = seats;
    }

    function name(address rewardPool) external {
        REWARD_POOL = rewardPool;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    function payIn(address[] calldata supernodes, uint256 amount) external {
        paidIn += supernodes.length * amount;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return true;
    }

    /// @notice Opens `epoch` as the ledger, for `signers` supernodes.
    function open(
        IRewardPool pool,
        uint32 epoch,
        uint256 submitterTotal,
        uint256 storageTotal,
        uint256 signers,
        uint256 weight
    ) external {
        pool.open(Epoch.wrap(epoch), 0, submitterTotal, storageTotal, new address[](signers), weight);
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
