import type { Command } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";

/** `virusmap fault …`: proving that a supernode signed two reports. A wrong key is proven with `vendor dispute`. */
export function defineFault(program: Command, run: Runner): void {
  program
    .command("fault")
    .description("prove that a supernode signed two reports for one epoch and round; pays a bounty")
    .argument("<first>", "a JSON file of `report build` with signatures")
    .argument("<second>", "another one, of the same epoch and round")
    .addHelpText("after", examplesOf("fault report.json other.json"))
    .action(
      run(
        () => import("./proveFault.js"),
        ({ proveFault }) => proveFault,
      ),
    );
}
