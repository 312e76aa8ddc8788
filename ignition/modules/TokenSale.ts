import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import EpochClock from "./EpochClock.js";
import Subscriptions from "./Subscriptions.js";
import VirusMapToken from "./VirusMapToken.js";

/** Checks that the token names it. */
export default buildModule("TokenSale", (m) => {
  const { clock } = m.useModule(EpochClock);
  const { token } = m.useModule(VirusMapToken);
  const { subscriptions } = m.useModule(Subscriptions);

  const sale = m.contract("TokenSale", [token, clock, m.getParameter("terms"), m.getParameter("tranches")], {
    after: [subscriptions],
  });
  return { sale };
});
