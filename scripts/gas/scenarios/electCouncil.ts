import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { vmt } from "./vmt.js";

/** Number of the actor who has voted for every seated supernode, with VMT left. */
export const VOTER = 10;

/** Registers and seats 21 supernodes, each with a voter, before the first epoch. They serve from it on. */
export async function electCouncil(meter: Meter, system: GasSystem): Promise<void> {
  const { staking, council } = system.contracts;
  const { minimumBond } = system.parameters.staking;
  const { seats } = system.parameters.council;

  // The first one, so that the contract holds VMT before anything is measured.
  await system.register(0);
  const { operator: second } = system.supernode(1);
  await system.fund(second, minimumBond);
  await system.approve(second, staking);
  const registration = await system.registration(1, minimumBond);
  await meter.measure(system, "register", "first", () => staking.connect(second).register(registration));
  await meter.measure(system, "heartbeat", "first", () => council.connect(second).heartbeat(second));

  const { operator: third } = system.supernode(2);
  await system.fund(third, minimumBond);
  const permit = await system.permit(third, staking, minimumBond);
  const permitted = await system.registration(2, minimumBond);
  const registering = () => staking.connect(third).registerWithPermit(permitted, permit);
  await meter.measure(system, "registerWithPermit", "first", registering);
  await system.heartbeat(2);

  for (let n = 3; n < seats; n += 1) await system.register(n);
  for (let n = 0; n < seats; n += 1) {
    if (n !== 1) await system.takeSeat(n, n);
    else await meter.measure(system, "takeSeatEmpty", "first", () => council.takeSeat(n, second));
  }

  const voter = system.actor(VOTER);
  await system.fund(voter, vmt(1_000_000));
  await system.approve(voter, staking);
  for (let n = 0; n < seats; n += 1) {
    await system.send(() => staking.connect(voter).vote(system.supernode(n).operator, vmt(10_000)));
  }
}
