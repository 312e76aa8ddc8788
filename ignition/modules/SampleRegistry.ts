import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import TokenSale from "./TokenSale.js";

/** Last transaction of a deployment. */
export default buildModule("SampleRegistry", (m) => {
  const { sale } = m.useModule(TokenSale);

  const registry = m.contract("SampleRegistry", [], { after: [sale] });
  return { registry };
});
