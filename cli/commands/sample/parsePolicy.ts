import { Policy } from "../../../sdk/types/Policy.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";

const LABELS: Readonly<Record<string, bigint>> = {
  clear: Policy.CLEAR,
  green: Policy.GREEN,
  amber: Policy.AMBER,
  "amber+strict": Policy.AMBER_STRICT,
  red: Policy.RED,
};

/** The policy byte of a traffic light label (TLP 2.0) and the wish that nothing be sold. */
export function parsePolicy(label: string, resale: boolean): bigint {
  const policy = LABELS[label.toLowerCase()];
  if (policy === undefined) {
    throw new CommandError(
      ExitCode.usage,
      `--tlp is ${label}, expected one of ${Object.keys(LABELS).join(", ")}`,
      "See the Traffic Light Protocol, version 2.0.",
    );
  }
  return resale ? policy : policy | Policy.NO_RESALE;
}
