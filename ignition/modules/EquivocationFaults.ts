import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import RewardPool from "./RewardPool.js";
import VerdictLedger from "./VerdictLedger.js";

/** Checks that the staking contract names it. */
export default buildModule("EquivocationFaults", (m) => {
  const { ledger } = m.useModule(VerdictLedger);
  const { rewardPool } = m.useModule(RewardPool);

  const faults = m.contract("EquivocationFaults", [ledger], { after: [rewardPool] });
  return { faults };
});
