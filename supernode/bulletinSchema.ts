import { z } from "zod";

import { examinationSchema } from "./examinationSchema.js";

const UINT32_MAX = 2n ** 32n - 1n; // the chain cannot be asked about a later epoch

/** A bulletin as JSON. It names the ledger, so that none of another deployment is taken for one of this. */
export const bulletinSchema = z.strictObject({
  format: z.literal("virusmap-bulletin-1"),
  chainId: z.coerce.bigint(),
  ledger: z.string(),
  seat: z.int().min(0),
  epoch: z.coerce.bigint().min(0n).max(UINT32_MAX),
  examinations: z.array(examinationSchema),
});
