import { randomBytes } from "node:crypto";

import { hexlify } from "ethers";

import { encryptFile } from "../files/encryptFile.js";
import type { Progress } from "../files/Progress.js";
import { sampleLeaf } from "../trees/sampleLeaf.js";
import type { Kind } from "../types/Kind.js";
import type { Sample } from "../types/Sample.js";
import type { Submission } from "./Submission.js";

/**
 * Encrypts a file under a fresh key and computes its sample, in one pass. Needs no chain, no ETH and no VMT.
 *
 * @param submitter address that is to be rewarded
 * @param target where the encrypted file appears
 * @param options.policy see Policy
 */
export async function prepareSubmission(
  submitter: string,
  source: string,
  target: string,
  options: { kind: Kind; policy: bigint; onProgress?: Progress },
): Promise<Submission> {
  const { kind, policy, ...progress } = options;
  const salt = hexlify(randomBytes(32));
  const encrypted = await encryptFile(source, target, { submitter, salt, ...progress });
  const { contentHash, possession } = encrypted;
  const sample: Sample = { submitter, kind, contentHash, possession, policy };
  return { sample, leaf: sampleLeaf(sample), salt, encrypted };
}
