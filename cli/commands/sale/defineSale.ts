import type { Command } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";

/** `virusmap sale …`: buying VMT from the sale. */
export function defineSale(program: Command, run: Runner): void {
  const actions = () => import("./saleActions.js");
  const sale = program
    .command("sale")
    .description("buy VMT from the sale, and end it")
    .addHelpText("after", examplesOf("sale status", "sale buy 1.5", "sale claim"));

  sale
    .command("status")
    .description("terms, progress and what an account has bought")
    .argument("[account]", "by default the key's own, if there is a key")
    .addHelpText("after", examplesOf("sale status", "sale status 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --json"))
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
    .addHelpText("after", examplesOf("sale buy 1.5 --dry-run", "sale buy 1.5"))
    .action(run(actions, ({ saleActions }) => saleActions.buy));

  sale
    .command("admit")
    .description("prove that the key's account is on the allowlist")
    .argument("<file>", "the whole allowlist, an address a line")
    .addHelpText("after", examplesOf("sale admit allowlist.txt"))
    .action(run(actions, ({ saleActions }) => saleActions.admit));

  sale
    .command("finalize")
    .description("end the sale once it is over; anyone can")
    .addHelpText("after", examplesOf("sale finalize"))
    .action(run(actions, ({ saleActions }) => saleActions.finalize));

  sale
    .command("claim")
    .description("send an account the VMT that it bought; anyone can")
    .argument("[account]", "by default the key's own")
    .addHelpText("after", examplesOf("sale claim", "sale claim 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"))
    .action(run(actions, ({ saleActions }) => saleActions.claim));

  sale
    .command("refund")
    .description("take the ETH back after a failed sale")
    .addHelpText("after", examplesOf("sale refund --dry-run", "sale refund"))
    .action(run(actions, ({ saleActions }) => saleActions.refund));

  sale
    .command("release")
    .description("send the treasury the released part of the proceeds; anyone can")
    .addHelpText("after", examplesOf("sale release"))
    .action(run(actions, ({ saleActions }) => saleActions.release));
}
