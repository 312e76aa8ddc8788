import type { Command } from "commander";

import type { Runner } from "../../Runner.js";

/** `virusmap vendor …`: buying samples and access. */
export function defineVendor(program: Command, run: Runner): void {
  const actions = () => import("./vendorActions.js");
  const vendor = program
    .command("vendor")
    .description("buy samples, dispute wrong keys, subscribe")
    .addHelpText(
      "after",
      "\nExamples:\n  $ virusmap vendor list\n  $ virusmap vendor buy 0x275a… --max-price 20\n" +
        "  $ virusmap vendor fetch 0x81c3… sample.bin\n  $ virusmap vendor accept 0x81c3…",
    );

  vendor
    .command("list")
    .description("every verdict of the published reports, and the prices of this moment")
    .action(run(actions, ({ vendorActions }) => vendorActions.list));

  vendor
    .command("buy")
    .description("pay for a content's key, into escrow; checks first that the encrypted file is at hand")
    .argument("<sha256>", "of the content")
    .option("--provider <supernode>", "who delivers; by default a seat holder that is eligible")
    .option("--max-price <vmt>", "by default the price of this moment")
    .action(run(actions, ({ vendorActions }) => vendorActions.buy));

  vendor
    .command("orders")
    .description("the orders of an account")
    .argument("[account]", "by default the key's own")
    .action(run(actions, ({ vendorActions }) => vendorActions.orders));

  vendor
    .command("fetch")
    .description("unmask the delivered key, decrypt the content, check its hash")
    .argument("<order>", "as `vendor buy` shows it")
    .argument("<file>", "where to write; must not exist")
    .action(
      run(
        () => import("./fetchContent.js"),
        ({ fetchContent }) => fetchContent,
      ),
    );

  vendor
    .command("accept")
    .description("pay the parties at once: the key was good")
    .argument("<order>", "as `vendor buy` shows it")
    .action(run(actions, ({ vendorActions }) => vendorActions.accept));

  vendor
    .command("settle")
    .description("pay the parties after the dispute window; anyone can")
    .argument("<order>", "as `vendor buy` shows it")
    .action(run(actions, ({ vendorActions }) => vendorActions.settle));

  vendor
    .command("dispute")
    .description("prove that the delivered key is wrong: the price comes back, with a bounty")
    .argument("<order>", "as `vendor buy` shows it")
    .action(run(actions, ({ vendorActions }) => vendorActions.dispute));

  vendor
    .command("refund")
    .description("take the price of an order back that was not delivered in time; anyone can")
    .argument("<order>", "as `vendor buy` shows it")
    .action(run(actions, ({ vendorActions }) => vendorActions.refund));

  vendor
    .command("subscribe")
    .description("buy access to labels and search for a number of epochs from this one on")
    .argument("<epochs>", "such as 30")
    .option("--max-price <vmt>", "for an epoch; by default the price of this moment")
    .action(run(actions, ({ vendorActions }) => vendorActions.subscribe));

  vendor
    .command("cancel")
    .description("end the subscription with this epoch; epochs not begun come back")
    .action(run(actions, ({ vendorActions }) => vendorActions.cancel));
}
