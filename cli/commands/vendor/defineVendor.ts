import type { Command } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";

/** `virusmap vendor …`: buying samples and access. */
export function defineVendor(program: Command, run: Runner): void {
  const actions = () => import("./vendorActions.js");
  const vendor = program
    .command("vendor")
    .description("buy samples, dispute wrong keys, subscribe")
    .addHelpText(
      "after",
      examplesOf(
        "vendor list",
        "vendor buy 0x275a… --max-price 20",
        "vendor fetch 0x81c3… sample.bin",
        "vendor accept 0x81c3…",
      ),
    );

  vendor
    .command("list")
    .description("every verdict of the published reports, and the prices of this moment")
    .addHelpText("after", examplesOf("vendor list", "vendor list --json"))
    .action(run(actions, ({ vendorActions }) => vendorActions.list));

  vendor
    .command("buy")
    .description("pay for a content's key, into escrow; checks first that the encrypted file is at hand")
    .argument("<sha256>", "of the content")
    .option("--provider <supernode>", "who delivers; by default a seat holder that is eligible")
    .option("--max-price <vmt>", "by default the price of this moment")
    .addHelpText("after", examplesOf("vendor buy 0x275a… --dry-run", "vendor buy 0x275a… --max-price 20"))
    .action(run(actions, ({ vendorActions }) => vendorActions.buy));

  vendor
    .command("orders")
    .description("the orders of an account")
    .argument("[account]", "by default the key's own")
    .addHelpText(
      "after",
      examplesOf("vendor orders", "vendor orders 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --json"),
    )
    .action(run(actions, ({ vendorActions }) => vendorActions.orders));

  vendor
    .command("fetch")
    .description("unmask the delivered key, decrypt the content, check its hash")
    .argument("<order>", "as `vendor buy` shows it")
    .argument("<file>", "where to write; must not exist")
    .addHelpText("after", examplesOf("vendor fetch 0x81c3… sample.bin"))
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
    .addHelpText("after", examplesOf("vendor accept 0x81c3…"))
    .action(run(actions, ({ vendorActions }) => vendorActions.accept));

  vendor
    .command("settle")
    .description("pay the parties after the dispute window; anyone can")
    .argument("<order>", "as `vendor buy` shows it")
    .addHelpText("after", examplesOf("vendor settle 0x81c3…"))
    .action(run(actions, ({ vendorActions }) => vendorActions.settle));

  vendor
    .command("dispute")
    .description("prove that the delivered key is wrong: the price comes back, with a bounty")
    .argument("<order>", "as `vendor buy` shows it")
    .addHelpText("after", examplesOf("vendor dispute 0x81c3… --dry-run", "vendor dispute 0x81c3…"))
    .action(run(actions, ({ vendorActions }) => vendorActions.dispute));

  vendor
    .command("refund")
    .description("take the price of an order back that was not delivered in time; anyone can")
    .argument("<order>", "as `vendor buy` shows it")
    .addHelpText("after", examplesOf("vendor refund 0x81c3…"))
    .action(run(actions, ({ vendorActions }) => vendorActions.refund));

  vendor
    .command("subscribe")
    .description("buy access to labels and search for a number of epochs from this one on")
    .argument("<epochs>", "such as 30")
    .option("--max-price <vmt>", "for an epoch; by default the price of this moment")
    .addHelpText("after", examplesOf("vendor subscribe 30 --dry-run", "vendor subscribe 30 --max-price 5"))
    .action(run(actions, ({ vendorActions }) => vendorActions.subscribe));

  vendor
    .command("cancel")
    .description("end the subscription with this epoch; epochs not begun come back")
    .addHelpText("after", examplesOf("vendor cancel --dry-run", "vendor cancel"))
    .action(run(actions, ({ vendorActions }) => vendorActions.cancel));
}
