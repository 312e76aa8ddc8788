import type { Loop } from "./Loop.js";

/** Moves the chain's clock to the first second of an epoch. */
export async function moveToEpoch({ system, moveTo }: Loop, epoch: bigint): Promise<void> {
  await moveTo(await system.clock.epochStart(epoch));
}
