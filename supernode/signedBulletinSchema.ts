import { z } from "zod";

/** A signed bulletin as JSON, as it lies in a store. */
export const signedBulletinSchema = z.strictObject({ text: z.string(), signature: z.string() });
