import type { BaseWallet } from "ethers";

import type { Bulletin } from "./Bulletin.js";
import type { Deployment } from "./Deployment.js";
import type { SignedBulletin } from "./SignedBulletin.js";
import { toJson } from "./toJson.js";

/** Writes a bulletin down and signs it. */
export async function signBulletin(
  deployment: Deployment,
  signer: BaseWallet,
  bulletin: Bulletin,
): Promise<SignedBulletin> {
  const text = toJson({ format: "virusmap-bulletin-1", ...deployment, ...bulletin });
  return { text, signature: await signer.signMessage(text) };
}
