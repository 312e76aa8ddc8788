import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { SignedBulletin } from "./SignedBulletin.js";

/** Tells all supernodes that read a store. */
export async function putBulletin(store: SharedStore, signed: SignedBulletin): Promise<string> {
  const digest = await store.put([Buffer.from(JSON.stringify(signed))]);
  await store.announce("bulletins", digest);
  return digest;
}
