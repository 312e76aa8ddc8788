import type { z } from "zod";

import type { assumptionsSchema } from "./assumptionsSchema.js";

/** What the costs on paper assume, as `bench/assumptions.json` says. */
export type Assumptions = z.infer<typeof assumptionsSchema>;
