import type { Command } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";
import { INSTANTS } from "./INSTANTS.js";

/** `virusmap development …`: what only a development node can do. */
export function defineDevelopment(program: Command, run: Runner): void {
  const actions = () => import("./developmentActions.js");
  const development = program
    .command("development")
    .description("try what no honest user does, and move the clock of a development node")
    .addHelpText("after", examplesOf("development advance sale-start", "development advance epoch"));

  development
    .command("advance")
    .description("mine a block at a later time")
    .argument("<where>", `seconds, or one of: ${INSTANTS.join(", ")}`)
    .argument("[times]", "how often", "1")
    .addHelpText("after", examplesOf("development advance sale-start", "development advance epoch 3"))
    .action(run(actions, ({ developmentActions }) => developmentActions.advance));

  development
    .command("cheat")
    .description("deliver a wrong key as an order's provider, to see it caught by `vendor dispute`")
    .argument("<order>", "as `vendor orders` shows it")
    .addHelpText("after", examplesOf("development cheat 0x81c3…"))
    .action(run(actions, ({ developmentActions }) => developmentActions.cheat));
}
