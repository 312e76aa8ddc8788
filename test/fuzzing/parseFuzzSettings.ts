import { z } from "zod";

import type { FuzzSettings } from "./FuzzSettings.js";

const DEFAULT_SEED = 0x56_49_52_55;

const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^-?\d+$/, "not an integer")
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));

const schema = z.object({
  FUZZ_SEED: z.union([z.literal("random"), integer(-(2 ** 31), 2 ** 31 - 1)]).default(DEFAULT_SEED),
  FUZZ_FACTOR: integer(1, 100_000).default(1),
});

/**
 * Settings from environment variables: `FUZZ_SEED` is a seed or `random`, without it the seed is always the same;
 * `FUZZ_FACTOR` multiplies the runs of every property.
 *
 * @throws {Error} that names the variable and what is expected of it
 */
export function parseFuzzSettings(environment: Readonly<Record<string, string | undefined>>): FuzzSettings {
  const { success, data, error } = schema.safeParse(environment);
  if (!success) throw new Error(z.prettifyError(error));
  const seed = data.FUZZ_SEED === "random" ? Math.trunc(Math.random() * 2 ** 31) : data.FUZZ_SEED;
  return { seed, factor: data.FUZZ_FACTOR };
}
