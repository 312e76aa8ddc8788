import type { Command } from "commander";

import type { Runner } from "../../Runner.js";

/** `virusmap sale …`: buying VMT from the sale. */
export function defineSale(program: Command, run: Runner): void {
  const actions = () => import("./saleActions.js");
  const sale = program
    .command("sale")
    .description("buy VMT from the sale, and end it")
    .addHelpText("after", "\nExamples:\n  $ virusmap sale status\n  $ virusmap sale buy 1.5\n  $ virusmap sale claim");

  sale
    .command("status")
    .description("terms, progress and what an account has bought")
    .argument("[account]", "by default the key's own, if there is a key")
    .action(
      run(
        () => import("./saleStatus.js"),
        ({ saleStatus }) => saleStatus,
      ),
    );

  sale
    .command("buy")
    .description("buy VMT for ETH; what cannot be spent comes back at once")
    .argument("<eth>", "ETH to send, such as 1.5")
    .addHelpText("after", "\nExamples:\n  $ virusmap sale buy 1.5 --dry-run\n  $ virusmap sale buy 1.5")
    .action(run(actions, ({ saleActions }) => saleActions.buy));

  sale
    .command("admit")
    .description("prove that the key's account is on the allowlist")
    .argument("<file>", "the whole allowlist, an address a line")
    .action(run(actions, ({ saleActions }) => saleActions.admit));

  sale
    .command("finalize")
    .description("end the sale once it is over; anyone can")
    .action(run(actions, ({ saleActions }) => saleActions.finalize));

  sale
    .command("claim")
    .description("send an account the VMT that it bought; anyone can")
    .argument("[account]", "by default the key's own")
    .action(run(actions, ({ saleActions }) => saleActions.claim));

  sale
    .command("refund")
    .description("take the ETH back after a failed sale")
    .action(run(actions, ({ saleActions }) => saleActions.refund));

  sale
    .command("release")
    .description("send the treasury the released part of the proceeds; anyone can")
    .action(run(actions, ({ saleActions }) => saleActions.release));
}
