import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { Bulletin } from "./Bulletin.js";
import type { Deployment } from "./Deployment.js";
import { signBulletin } from "./signBulletin.js";
import type { Supernode } from "./Supernode.js";

/** Tells all other supernodes through a store. */
export async function putBulletin(
  store: SharedStore,
  deployment: Deployment,
  signer: Supernode["signer"],
  bulletin: Bulletin,
): Promise<string> {
  const signed = await signBulletin(deployment, signer, bulletin);
  const digest = await store.put([Buffer.from(JSON.stringify(signed))]);
  await store.announce("bulletins", digest);
  return digest;
}
