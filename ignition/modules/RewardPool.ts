import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import VerdictLedger from "./VerdictLedger.js";
import VirusMapToken from "./VirusMapToken.js";

/** Checks that the token and the ledger name it. */
export default buildModule("RewardPool", (m) => {
  const { token } = m.useModule(VirusMapToken);
  const { ledger } = m.useModule(VerdictLedger);

  const rewardPool = m.contract("RewardPool", [token, ledger, m.getParameter("parameters")], { after: [ledger] });
  return { rewardPool };
});
