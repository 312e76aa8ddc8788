import type { Command } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";
import { TLP_LABELS } from "./TLP_LABELS.js";

/** `virusmap sample …`: submitting samples, URLs and threat intelligence, and being paid for them. */
export function defineSample(program: Command, run: Runner): void {
  const actions = () => import("./sampleActions.js");
  const sample = program
    .command("sample")
    .description("submit files, URLs and threat intelligence, and claim rewards")
    .addHelpText("after", examplesOf("sample submit suspicious/", "sample status", "sample claim"));

  sample
    .command("submit")
    .description("encrypt any number of files, submit them in one transaction, hand them to the council")
    .argument(
      "<paths...>",
      "files, or folders without their hidden files; *.url and *.url.txt hold a URL, *.stix.json a STIX 2.1 bundle",
    )
    .option("--tlp <label>", `traffic light label: ${TLP_LABELS.join(", ")}`, "clear")
    .option("--again", "submit also files that this account submitted before, from this machine", false)
    .option("--no-resale", "forbid the sale; such content earns no mining reward")
    .addHelpText("after", examplesOf("sample submit suspicious/ --dry-run", "sample submit a.exe b.url --tlp green"))
    .action(run(actions, ({ sampleActions }) => sampleActions.submit));

  sample
    .command("hand-over")
    .description("hand a submitted root to the council of this epoch, again or after an interruption")
    .argument("<root>", "as `sample list` shows it")
    .addHelpText("after", examplesOf("sample hand-over 0x5b1e…"))
    .action(run(actions, ({ sampleActions }) => sampleActions.handOverAgain));

  sample
    .command("list")
    .description("the submissions of this machine")
    .addHelpText("after", examplesOf("sample list", "sample list --json"))
    .action(run(actions, ({ sampleActions }) => sampleActions.list));

  sample
    .command("status")
    .description("what became of a submission's samples: verdicts and rewards")
    .argument("[root]", "by default every submission of this machine")
    .addHelpText("after", examplesOf("sample status", "sample status 0x5b1e… --json"))
    .action(
      run(
        () => import("./sampleStatus.js"),
        ({ sampleStatus }) => sampleStatus,
      ),
    );

  sample
    .command("claim")
    .description("pay an account the rewards of all epochs, in one transaction; anyone can")
    .argument("[account]", "by default the key's own")
    .addHelpText("after", examplesOf("sample claim", "sample claim 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"))
    .action(run(actions, ({ sampleActions }) => sampleActions.claim));
}
