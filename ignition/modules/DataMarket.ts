import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import EquivocationFaults from "./EquivocationFaults.js";
import VerdictLedger from "./VerdictLedger.js";

/** Checks that the staking contract names it. */
export default buildModule("DataMarket", (m) => {
  const { ledger } = m.useModule(VerdictLedger);
  const { faults } = m.useModule(EquivocationFaults);

  const market = m.contract("DataMarket", [ledger, m.getParameter("parameters")], { after: [faults] });
  return { market };
});
