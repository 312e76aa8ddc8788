import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import EpochClock from "./EpochClock.js";
import VirusMapToken from "./VirusMapToken.js";

/** Names the predicted addresses of the two contracts that prove faults. */
export default buildModule("SupernodeStaking", (m) => {
  const { clock } = m.useModule(EpochClock);
  const { token } = m.useModule(VirusMapToken);

  const staking = m.contract(
    "SupernodeStaking",
    [token, clock, m.getParameter("equivocationFaults"), m.getParameter("dataMarket"), m.getParameter("parameters")],
    { after: [token] },
  );
  return { staking };
});
