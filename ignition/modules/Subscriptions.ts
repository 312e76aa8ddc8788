import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import DataMarket from "./DataMarket.js";
import RewardPool from "./RewardPool.js";

/** Access by the epoch. Nobody names it; it comes here because the addresses are predicted in one order. */
export default buildModule("Subscriptions", (m) => {
  const { rewardPool } = m.useModule(RewardPool);
  const { market } = m.useModule(DataMarket);

  const subscriptions = m.contract("Subscriptions", [rewardPool, m.getParameter("parameters")], { after: [market] });
  return { subscriptions };
});
