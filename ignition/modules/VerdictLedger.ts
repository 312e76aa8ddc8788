import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SupernodeCouncil from "./SupernodeCouncil.js";

/** Names the predicted address of the reward pool; checks that the council names it. */
export default buildModule("VerdictLedger", (m) => {
  const { council } = m.useModule(SupernodeCouncil);

  const ledger = m.contract("VerdictLedger", [council, m.getParameter("rewardPool")], { after: [council] });
  return { ledger };
});
