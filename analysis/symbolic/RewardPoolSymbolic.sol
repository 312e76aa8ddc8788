// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardPool} from "../../contracts/RewardPool.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {IVirusMapToken} from "../../contracts/interfaces/IVirusMapToken.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {World} from "./helpers/World.sol";

/// @notice Budgets and what an epoch takes from the pool (P1, P4, P5), for every stock of 96 bits and every parameter that
/// the constructor admits.
contract RewardPoolSymbolic {
    uint256 private constant SEATS = 21;

    World private _world;

    /// @dev Set before the pool is deployed, which asks its ledger for it.
    RewardPool private _pool;

    /// @dev (P1, P4) The three budgets sum to at most the rate of what is available, and to at most the weight's share.
    function check_P1_BudgetsSumWithinEmission(
        uint96 stock,
        uint96 weight,
        uint64 rate,
        uint16 weightShare,
        uint16[3] calldata shares
    ) external {
        RewardPool pool = _deploy(stock, IRewardPool.Parameters(rate, weightShare, shares[0], shares[1], shares[2]));
        IRewardPool.Budget memory budget = pool.budgetOf(weight);
        uint256 sum = budget.submitters + budget.supernodes + budget.storageNodes;
        assert(sum <= (uint256(stock) * rate) / 1e18);
        assert(sum <= (uint256(weight) * weightShare) / 10_000);
    }

    /// @dev (P1) Opening an epoch takes from the pool exactly what it reserves and pays in, and no more than the budgets.
    function check_P1_OpeningStaysWithinBudgets(
        uint96 stock,
        uint96 weight,
        uint64 rate,
        uint256 submitterTotal,
        uint256 storageTotal,
        address[] calldata signers
    ) external {
        RewardPool pool = _deploy(
            stock,
            IRewardPool.Parameters({
                emissionRate: rate,
                weightShare: 100,
                submittersShare: 7_500,
                supernodesShare: 1_500,
                storageShare: 1_000
            })
        );
        IRewardPool.Budget memory budget = pool.budgetOf(weight);
        pool.open(Epoch.wrap(1), bytes32(uint256(1)), submitterTotal, storageTotal, signers, weight);
        uint256 reserved = pool.rewardsOf(Epoch.wrap(1)).unclaimed;
        uint256 paidIn = _world.paidIn();
        assert(reserved == submitterTotal + storageTotal);
        assert(pool.available() + reserved + paidIn == stock);
        assert(reserved <= budget.submitters + budget.storageNodes);
        assert(paidIn <= budget.supernodes);
    }

    function _deploy(uint256 stock, IRewardPool.Parameters memory parameters) private returns (RewardPool) {
        _world = new World(stock, SEATS);
        _pool = new RewardPool(IVirusMapToken(address(_world)), IVerdictLedger(address(this)), parameters);
        return _pool;
    }

    /* THE LEDGER */

    // solhint-disable func-name-mixedcase
    function GENESIS() external pure returns (uint256) {
        return 1_000_000;
    }

    function EPOCH_LENGTH() external pure returns (uint256) {
        return 1 days;
    }

    function REWARD_POOL() external view returns (address) {
        return msg.sender;
    }

    function COUNCIL() external view returns (World) {
        return _world;
    }
    // solhint-enable func-name-mixedcase
}
