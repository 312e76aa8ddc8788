import type { z } from "zod";

import type { filesSchema } from "./filesSchema.js";

/** The figures of one run, as `bench/files.json` keeps them. */
export type FilesFile = z.infer<typeof filesSchema.file>;
