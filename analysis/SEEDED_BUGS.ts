import type { SeededBug } from "./SeededBug.js";

/** One bug for each proof of `analysis/symbolic/`, which must notice it. */
export const SEEDED_BUGS: readonly SeededBug[] = [
  {
    proof: "check_K2_DepositThenWithdrawNeverProfits",
    source: "contracts/libraries/SharePools.sol",
    original: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS);",
    seeded: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS) + 1;",
  },
  {
    proof: "check_K6_WithdrawalConserves",
    source: "contracts/libraries/SharePools.sol",
    original: "residue = pool.assets;",
    seeded: "residue = 0;",
  },
  {
    proof: "check_E1_FlushPaysWhatWasEarned",
    source: "contracts/libraries/Revenues.sol",
    original: "revenue.burnPaid = revenue.burnEarned;",
    seeded: "revenue.burnPaid = revenue.poolEarned;",
  },
  {
    proof: "check_P1_OpeningStaysWithinBudgets",
    source: "contracts/RewardPool.sol",
    original: "storageTotal <= budget.storageNodes",
    seeded: "storageTotal <= budget.storageNodes + 1",
  },
  {
    proof: "check_E2_DeliverAndRefundExclude",
    source: "contracts/DataMarket.sol",
    original: "block.timestamp < order.deadline",
    seeded: "block.timestamp <= order.deadline",
  },
  {
    proof: "check_E2_FinalStatesHaveNoExits",
    source: "contracts/DataMarket.sol",
    original: "require(status == expected,",
    seeded: "require(status >= expected,",
  },
  {
    proof: "check_E2_PartsSumToThePrice",
    source: "contracts/DataMarket.sol",
    original: "price - toSubmitter - toProvider - toPool;",
    seeded: "price - toSubmitter - toProvider - toPool + 1;",
  },
  {
    proof: "check_E3_SettlesAfterTheWindow",
    source: "contracts/DataMarket.sol",
    original: "block.timestamp >= end,",
    seeded: "block.timestamp + 1 >= end,",
  },
  {
    // Only in the second tranche do its units not come out even.
    proof: "check_S4_NoUnitBelowItsPrice",
    source: "contracts/TokenSale.sol",
    original: "step.weiPerToken, Math.Rounding.Ceil);",
    seeded: "step.weiPerToken, Math.Rounding.Floor);",
  },
  {
    proof: "check_R3_QuorumIsMoreThanTwoThirds",
    source: "contracts/SupernodeCouncil.sol",
    original: "QUORUM = (2 * seats) / 3 + 1;",
    seeded: "QUORUM = (2 * seats + 2) / 3;",
  },
  {
    proof: "check_E6_TermsFit",
    source: "contracts/libraries/PriceControllers.sol",
    original: "floor <= type(uint96).max / MAXIMUM_MULTIPLE &&",
    seeded: "floor <= type(uint96).max / 8 &&",
  },
  {
    proof: "check_K2_DepositLosesAtMostOneShare",
    source: "contracts/libraries/SharePools.sol",
    original: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS);",
    seeded: "return (assets * pool.shares) / (pool.assets + VIRTUAL_ASSETS);",
  },
  {
    proof: "check_K2_DepositHurtsNobody",
    source: "contracts/libraries/SharePools.sol",
    original: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS);",
    seeded: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS) + 1;",
  },
  {
    proof: "check_K2_SplitDepositGainsNothing",
    source: "contracts/libraries/SharePools.sol",
    original: "pool.shares = (shares + pool.shares).toUint160();",
    seeded: "pool.shares = (shares + pool.shares + 1).toUint160();",
  },
  {
    proof: "check_K6_WithdrawalHurtsNobody",
    source: "contracts/libraries/SharePools.sol",
    original: "return (shares * (pool.assets + VIRTUAL_ASSETS)) / (pool.shares + VIRTUAL_SHARES);",
    seeded: "return (shares * (pool.assets + VIRTUAL_ASSETS)) / (pool.shares + VIRTUAL_SHARES) + 1;",
  },
  {
    proof: "check_P1_BudgetsSumWithinEmission",
    source: "contracts/RewardPool.sol",
    original: "storageNodes: (emission * STORAGE_SHARE) / BASIS_POINTS",
    seeded: "storageNodes: (emission * STORAGE_SHARE) / BASIS_POINTS + 1",
  },
  {
    proof: "check_S2_NoLimitPassed",
    source: "contracts/TokenSale.sol",
    original: "Math.saturatingSub(step.tokens, unsold)",
    seeded: "step.tokens + unsold",
  },
];
