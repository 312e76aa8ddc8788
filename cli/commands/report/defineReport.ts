import { type Command, Option } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";

/** `virusmap report …`: closing an epoch, step by step, on machines that exchange one JSON file. */
export function defineReport(program: Command, run: Runner): void {
  const actions = () => import("./reportActions.js");
  const report = program
    .command("report")
    .description("build, check, sign and publish an epoch's report, and verify published ones")
    .addHelpText(
      "after",
      examplesOf("report build report.json", "report sign report.json", "report publish report.json", "report verify"),
    );

  report
    .command("build")
    .description(
      "build the report of the last epoch, unless it is published, from the bulletins in the store; needs no key",
    )
    .argument("<file>", "the JSON file to write; signatures in it are kept, or it is not overwritten")
    .addOption(without())
    .addHelpText("after", examplesOf("report build report.json", "report build report.json --without 7"))
    .action(run(actions, ({ reportActions }) => reportActions.build));

  report
    .command("check")
    .description(
      "build the report anew from the bulletins that it names, and compare; show whose signatures it has, and whether it is published",
    )
    .argument("<file>", "a JSON file of `report build`")
    .addOption(without())
    .addHelpText("after", examplesOf("report check report.json"))
    .action(run(actions, ({ reportActions }) => reportActions.check));

  report
    .command("sign")
    .description("check a report and add this supernode's signature, after the proposer's; never signs two for a round")
    .argument("<file>", "a JSON file of `report build`")
    .addOption(without())
    .addHelpText("after", examplesOf("report sign report.json"))
    .action(run(actions, ({ reportActions }) => reportActions.sign));

  report
    .command("publish")
    .description("publish a report with its signatures; anyone can")
    .argument("<files...>", "copies of one report; their signatures are joined")
    .addHelpText("after", examplesOf("report publish report.json", "report publish first.json second.json third.json"))
    .action(run(actions, ({ reportActions }) => reportActions.publish));

  report
    .command("verify")
    .description("compare published reports with their files: every leaf, sum and root")
    .argument("[epoch]", "by default all that are in the store")
    .addHelpText("after", examplesOf("report verify", "report verify 12 --json"))
    .action(run(actions, ({ reportActions }) => reportActions.verify));
}

/** What `report build`, `check` and `sign` do about files of earlier reports. */
function without(): Option {
  return new Option("--without <epoch>", "go on without an earlier report whose file nobody has; may be repeated")
    .argParser((text, epochs: readonly string[]) => [...epochs, text])
    .default([], "none");
}
