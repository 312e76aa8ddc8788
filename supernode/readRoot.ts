import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { queryEvents } from "../sdk/replay/queryEvents.js";

/** Where and when a root was mined. */
export interface MinedRoot {
  /** When its sender first submitted it, in Unix seconds. */
  readonly time: bigint;
  readonly blockNumber: bigint;
  /** Place of its log in the block. */
  readonly logIndex: bigint;
}

/**
 * When and where a root was mined, from the chain itself, whatever its sender says; undefined when it was not.
 *
 * @param firstBlock where to begin, at the latest with the registry's deployment: public nodes refuse long ranges, which takes many calls
 */
export async function readRoot(
  { registry }: Pick<SystemContracts, "registry">,
  sender: string,
  root: string,
  firstBlock: number,
): Promise<MinedRoot | undefined> {
  const [time, [event]] = await Promise.all([
    registry.submittedAt(sender, root),
    queryEvents(registry, registry.filters.RootSubmitted(sender, root), firstBlock),
  ]);
  if (time === 0n || event === undefined) return undefined;
  return { time, blockNumber: BigInt(event.blockNumber), logIndex: BigInt(event.index) };
}
