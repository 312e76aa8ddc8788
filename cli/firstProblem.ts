import type { z } from "zod";

/** The first of what is wrong with a file's content, and where, in one line. */
export function firstProblem({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first === undefined) return "nothing";
  const where = first.path.join(".");
  const others = issues.length === 1 ? "" : `, and ${issues.length - 1} more`;
  return `${where === "" ? "" : `${where}: `}${first.message}${others}`;
}
