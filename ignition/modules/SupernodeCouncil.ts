import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SupernodeStaking from "./SupernodeStaking.js";

/** Names the predicted address of the ledger, whose reports its seats sign. */
export default buildModule("SupernodeCouncil", (m) => {
  const { staking } = m.useModule(SupernodeStaking);

  const council = m.contract(
    "SupernodeCouncil",
    [staking, m.getParameter("verdictLedger"), m.getParameter("seats"), m.getParameter("silenceEpochs")],
    { after: [staking] },
  );
  return { council };
});
