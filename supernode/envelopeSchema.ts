import { z } from "zod";

import { MAXIMUM_BULLETIN_BYTES } from "./MAXIMUM_BULLETIN_BYTES.js";

const UINT32_MAX = 2n ** 32n - 1n; // the chain cannot be asked about a later epoch
const MAXIMUM_SEAT = 63;

/** A bulletin's first line as JSON. It names the ledger, so that none of another deployment is taken for one of this. */
export const envelopeSchema = z.strictObject({
  format: z.literal("virusmap-bulletin-2"),
  chainId: z.coerce.bigint().min(0n),
  ledger: z.string(),
  seat: z.int().min(0).max(MAXIMUM_SEAT),
  epoch: z.coerce.bigint().min(0n).max(UINT32_MAX),
  size: z.int().min(0).max(MAXIMUM_BULLETIN_BYTES),
  contents: z.string().regex(/^0x[0-9a-f]{64}$/),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
});
