import { z } from "zod";

import { Category } from "../sdk/types/Category.js";
import { claimsSchema } from "./claimsSchema.js";

const label = z.strictObject({
  engine: z.string(),
  version: z.string(),
  signatureVersion: z.string(),
  label: z.string().nullable(),
  category: z.enum(Category),
});

/** A bulletin as JSON. It names the ledger, so that none of another deployment is taken for one of this. */
export const bulletinSchema = z.strictObject({
  format: z.literal("virusmap-bulletin-1"),
  chainId: z.coerce.bigint(),
  ledger: z.string(),
  seat: z.int().min(0),
  epoch: z.coerce.bigint(),
  examinations: z.array(
    z.strictObject({
      claims: claimsSchema,
      acknowledgedIn: z.coerce.bigint(),
      labels: z.array(label),
      similarity: z.string().nullable(),
    }),
  ),
});
