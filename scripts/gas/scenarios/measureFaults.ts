import { id } from "ethers";

import type { Report } from "../../../sdk/types/Report.js";
import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";

const OFFENDERS = [5, 6]; // two seats
const REPORTER = 15; // among the actors

/** Two reports for one round, and the way out of jail. Leaves nothing behind. */
export async function measureFaults(meter: Meter, system: GasSystem): Promise<void> {
  const reporter = system.actor(REPORTER);
  const { faults, staking } = system.contracts;
  await system.apart(async () => {
    for (const [index, phase] of (["first", "later"] as const).entries()) {
      const seat = OFFENDERS[index] ?? 0;
      const [first, second] = [reportOf(system, "one"), reportOf(system, "other")];
      const [firstSignature, secondSignature] = [await system.sign(first, seat), await system.sign(second, seat)];
      const proving = () => faults.connect(reporter).prove(first, firstSignature, second, secondSignature);
      await meter.measure(system, "prove", phase, proving);
    }

    await system.toEpoch(system.epoch + BigInt(system.parameters.staking.jailEpochs));
    const { operator } = system.supernode(OFFENDERS[0] ?? 0);
    await meter.measure(system, "unjail", "later", () => staking.connect(operator).unjail());
  });
}

function reportOf(system: GasSystem, name: string): Report {
  return {
    epoch: system.epoch,
    round: 0n,
    verdictsRoot: id(`verdicts of ${name}`),
    rewardsRoot: id(`rewards of ${name}`),
    submitterTotal: 1n,
    storageTotal: 0n,
    cid: id(`file of ${name}`),
  };
}
