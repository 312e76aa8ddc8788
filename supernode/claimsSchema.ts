import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import { Kind } from "../sdk/types/Kind.js";

const MAXIMUM_PROOF = 64; // more leaves than anybody submits
const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .toLowerCase();
// Mixed case is a checksum, and what is called with a wrong one throws.
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .refine(isAddress, "wrong checksum")
  .transform(getAddress);

/**
 * What the claims of a hand-over must look like, whoever sends them. Numbers may be decimal texts, as in JSON. They are read in
 * one spelling, so that nobody divides what is one thing by writing it in two ways.
 */
export const claimsSchema = z.strictObject({
  sample: z.strictObject({
    submitter: address,
    kind: z.enum(Kind),
    contentHash: hash,
    possession: hash,
    policy: z.coerce.bigint().min(0n).max(255n),
  }),
  aggregator: address,
  root: hash,
  proof: z.array(hash).max(MAXIMUM_PROOF),
  ciphertextCid: hash,
  keyCommitment: hash,
});
