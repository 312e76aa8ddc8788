import { Policy } from "../../../sdk/types/Policy.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { TLP_LABELS } from "./TLP_LABELS.js";

const LABELS: Readonly<Record<(typeof TLP_LABELS)[number], bigint>> = {
  clear: Policy.CLEAR,
  green: Policy.GREEN,
  amber: Policy.AMBER,
  "amber+strict": Policy.AMBER_STRICT,
  red: Policy.RED,
};

/** The policy byte of a traffic light label (TLP 2.0) and the wish that nothing be sold. */
export function parsePolicy(label: string, resale: boolean): bigint {
  const known = TLP_LABELS.find((each) => each === label.toLowerCase());
  if (known === undefined) {
    throw new CommandError(
      ExitCode.usage,
      `--tlp is ${label}, expected one of ${TLP_LABELS.join(", ")}`,
      "See the Traffic Light Protocol, version 2.0.",
    );
  }
  const policy = LABELS[known];
  return resale ? policy : policy | Policy.NO_RESALE;
}
