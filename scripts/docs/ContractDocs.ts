import type { z } from "zod";

import type { contractDocsSchema } from "./contractDocsSchema.js";

/** See `contractDocsSchema`. */
export type ContractDocs = z.infer<typeof contractDocsSchema>;
