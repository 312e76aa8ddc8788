import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { StoredHandOver } from "./StoredHandOver.js";
import { toJson } from "./toJson.js";

/**
 * Puts hand-overs of one root into a store and announces them, as lines of JSON after a header: as many as `handOverLimits` says.
 *
 * @param registry address of the SampleRegistry, so that none of another deployment is taken for one of this
 * @returns the digest of the list
 */
export async function putHandOvers(
  store: SharedStore,
  chainId: bigint,
  registry: string,
  handOvers: Iterable<StoredHandOver>,
): Promise<string> {
  function* lines(): Iterable<Uint8Array> {
    yield Buffer.from(`${toJson({ format: "virusmap-hand-overs-1", chainId, registry })}\n`);
    for (const { wrappedKeys, ...handOver } of handOvers) {
      yield Buffer.from(`${toJson({ ...handOver, wrappedKeys: Object.fromEntries(wrappedKeys) })}\n`);
    }
  }

  const digest = await store.put(lines());
  await store.announce("hand-overs", digest);
  return digest;
}
