import type { z } from "zod";

import type { parametersSchema } from "./parametersSchema.js";

/** Valid parameters: amounts in units of 10^-18, times in Unix seconds, shares in basis points. */
export type DeploymentParameters = z.output<ReturnType<typeof parametersSchema>>;
