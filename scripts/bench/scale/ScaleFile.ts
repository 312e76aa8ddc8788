import type { z } from "zod";

import type { scaleSchema } from "./scaleSchema.js";

/** The figures of one run, as `bench/scale.json` keeps them. */
export type ScaleFile = z.infer<typeof scaleSchema.file>;
