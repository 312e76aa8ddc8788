import { parseEther } from "ethers";

import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";

const MONTH = 2_629_800; // seconds

/** The vesting wallets after the cliff. Leaves nothing behind. */
export async function measureVesting(meter: Meter, system: GasSystem): Promise<void> {
  const { developers, deployer } = system;
  const { developersVesting: vesting, token } = system.contracts;
  const { start, cliff } = system.parameters.vesting.developers;
  const sendingEther = () => deployer.sendTransaction({ to: vesting, value: parseEther("1.5") });
  const releasing = () => vesting["release(address)"](token);
  const releasingEther = () => vesting["release()"]();

  await system.apart(async () => {
    await meter.measure(system, "receiveEther", "later", sendingEther);
    await system.moveTo(start + cliff + MONTH);
    await meter.measure(system, "release", "first", releasing);
    await system.send(releasingEther);
    await system.moveTo(system.time + MONTH);
    await meter.measure(system, "release", "later", releasing);
    await meter.measure(system, "releaseEther", "later", releasingEther);
    const owned = vesting.connect(developers);
    await system.apart(() =>
      meter.measure(system, "transferOwnership", "later", () => owned.transferOwnership(deployer)),
    );
    await meter.measure(system, "renounceOwnership", "later", () => owned.renounceOwnership());
  });
}
