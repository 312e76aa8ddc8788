import type { DeploymentParameters } from "./DeploymentParameters.js";
import { InvalidParametersError } from "./InvalidParametersError.js";
import { parametersSchema } from "./parametersSchema.js";

/**
 * Reads deployment parameters as they stand in a parameter file.
 *
 * @param input the parsed file
 * @param now Unix seconds from which times such as "now + 30 days" are counted: the time of the newest block
 * @throws InvalidParametersError that lists every problem
 */
export function parseParameters(input: unknown, now: number): DeploymentParameters {
  const result = parametersSchema(now).safeParse(input);
  if (result.success) return result.data;

  throw new InvalidParametersError(
    result.error.issues.map((issue) => {
      // A rule over several parameters brings the value that it judged.
      const judged: unknown = issue.code === "custom" ? issue.params?.["value"] : undefined;
      return `${issue.path.join(".")} is ${display(judged ?? valueAt(input, issue.path))}: ${issue.message}`;
    }),
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function display(value: unknown): string {
  if (value === undefined) return "missing";
  return typeof value === "bigint" ? `${value} units` : JSON.stringify(value);
}
