import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { handOverLimits } from "./handOverLimits.js";
import { putHandOvers } from "./putHandOvers.js";
import type { StoredHandOver } from "./StoredHandOver.js";

/**
 * Puts hand-overs into a store and announces them, in lists that are no longer than supernodes read.
 *
 * @param handOvers one at least
 * @returns the digests of the lists
 */
export async function putHandOverLists(
  store: SharedStore,
  chainId: bigint,
  registry: string,
  handOvers: Iterable<StoredHandOver>,
): Promise<string[]> {
  const rest = handOvers[Symbol.iterator]();
  let next = rest.next();
  function* list(): Iterable<StoredHandOver> {
    for (let count = 0; count < handOverLimits.lines && next.done !== true; count += 1) {
      yield next.value;
      next = rest.next();
    }
  }

  const digests: string[] = [];
  do digests.push(await putHandOvers(store, chainId, registry, list()));
  while (next.done !== true);
  return digests;
}
