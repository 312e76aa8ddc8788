import { z } from "zod";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { firstProblem } from "../../cli/firstProblem.js";
import { planFile } from "../../ignition/planFile.js";
import type { DeploymentPlan } from "../../sdk/deployment/DeploymentPlan.js";

/** Enough to know another file by: what the terms are is compared with the chain. */
const schema = z.object({
  chainId: z.int(),
  deployer: z.string(),
  firstNonce: z.int(),
  block: z.object({ number: z.int() }),
  parameters: z.looseObject({ vesting: z.object({}) }),
});

/**
 * The plan of a finished deployment.
 *
 * @throws CommandError when there is none
 */
export async function readPlan(path: string): Promise<DeploymentPlan> {
  const advice = "The deployment left it as plan.json, beside the address book.";
  const plan = await planFile.read(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(ExitCode.usage, `the plan ${path} cannot be read: ${reason}`, advice, { cause: error });
  });
  if (plan === undefined) throw new CommandError(ExitCode.usage, `the plan ${path} does not exist`, advice);
  const { error } = schema.safeParse(plan);
  if (error === undefined) return plan;
  throw new CommandError(ExitCode.usage, `${path} is no plan: ${firstProblem(error)}`, advice);
}
