import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { bulletinBytes } from "./bulletinBytes.js";
import { bulletinsTopic } from "./bulletinsTopic.js";
import type { SignedBulletin } from "./SignedBulletin.js";

/** Tells all supernodes that read a store. */
export async function putBulletin(store: SharedStore, signed: SignedBulletin): Promise<string> {
  const digest = await store.put(bulletinBytes(signed));
  await store.announce(bulletinsTopic(signed.envelope.epoch), digest);
  return digest;
}
