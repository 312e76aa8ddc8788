import type { DeploymentPlan } from "./DeploymentPlan.js";
import { PlanMismatchError } from "./PlanMismatchError.js";

/**
 * Checks that a deployment goes on with what it began with: deployer, parameters and compiled code.
 *
 * @throws PlanMismatchError that names the first difference
 */
export function checkTerms(
  plan: DeploymentPlan,
  { deployer, parameters, code }: Pick<DeploymentPlan, "deployer" | "parameters" | "code">,
): void {
  compare(plan.deployer, deployer, "deployer");
  compare(plan.parameters, parameters, "parameters");
  compare(plan.code, code, "compiled code");
}

function compare(planned: unknown, actual: unknown, path: string): void {
  if (typeof planned === "object" && planned !== null && typeof actual === "object" && actual !== null) {
    for (const key of Object.keys({ ...planned, ...actual })) {
      compare(Reflect.get(planned, key), Reflect.get(actual, key), `${path}.${key}`);
    }
  } else if (planned !== actual) {
    throw new PlanMismatchError(path, String(planned), String(actual));
  }
}
