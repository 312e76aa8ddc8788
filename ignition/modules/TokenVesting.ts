import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import EpochClock from "./EpochClock.js";

/** The two vesting wallets, which the token pays when it is deployed. */
export default buildModule("TokenVesting", (m) => {
  const { clock } = m.useModule(EpochClock);

  const wallet = (group: string) => [
    m.getParameter(`${group}Beneficiary`),
    m.getParameter(`${group}Start`),
    m.getParameter(`${group}Duration`),
    m.getParameter(`${group}Cliff`),
  ];
  const developersVesting = m.contract("TokenVesting", wallet("developers"), {
    id: "DevelopersVesting",
    after: [clock],
  });
  const supportersVesting = m.contract("TokenVesting", wallet("supporters"), {
    id: "SupportersVesting",
    after: [developersVesting],
  });
  return { developersVesting, supportersVesting };
});
