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

/** What a supernode found out about a hand-over, as JSON. */
export const examinationSchema = z.strictObject({
  claims: claimsSchema,
  acknowledgedIn: z.coerce.bigint(),
  labels: z.array(label),
  similarity: z
    .string()
    .regex(/^T1[0-9A-F]{70}$/)
    .nullable(),
});
