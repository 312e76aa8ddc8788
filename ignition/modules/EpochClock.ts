import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** First transaction of a deployment: the protocol's time, which every other contract copies. */
export default buildModule("EpochClock", (m) => {
  const clock = m.contract("EpochClock", [m.getParameter("genesis"), m.getParameter("epochLength")]);
  return { clock };
});
