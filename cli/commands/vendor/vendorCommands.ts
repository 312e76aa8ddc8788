import type { Command } from "commander";

import { Buyer } from "../../../sdk/clients/Buyer.js";
import { Subscriber } from "../../../sdk/clients/Subscriber.js";
import { generateKeyPair } from "../../../sdk/keys/generateKeyPair.js";
import { allowsSale } from "../../../sdk/types/allowsSale.js";
import { Kind } from "../../../sdk/types/Kind.js";
import { OrderStatus } from "../../../sdk/types/OrderStatus.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { nameOfCategory } from "../../nameOfCategory.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseAmount } from "../../parseAmount.js";
import { parseCount } from "../../parseCount.js";
import { readReports } from "../../readReports.js";
import { receiptFields } from "../../receiptFields.js";
import type { Runner } from "../../Runner.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { fetchContent } from "./fetchContent.js";
import { findPurchase } from "./findPurchase.js";
import { findVerdict } from "./findVerdict.js";
import { orderKeys } from "./orderKeys.js";

interface BuyOptions {
  readonly provider?: string;
  readonly maxPrice?: string;
}

/** `virusmap vendor …`: buying samples and access. */
export function vendorCommands(program: Command, run: Runner): void {
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
    .action(run(list));

  vendor
    .command("buy")
    .description("pay for a content's key, into escrow; checks first that the encrypted file is at hand")
    .argument("<sha256>", "of the content")
    .option("--provider <supernode>", "who delivers; by default a seat holder that is eligible")
    .option("--max-price <vmt>", "by default the price of this moment")
    .action(run(buy));

  vendor
    .command("orders")
    .description("the orders of an account")
    .argument("[account]", "by default the key's own")
    .action(run(orders));

  vendor
    .command("fetch")
    .description("unmask the delivered key, decrypt the content, check its hash")
    .argument("<order>", "as `vendor buy` shows it")
    .argument("<file>", "where to write; must not exist")
    .action(run(fetchContent));

  for (const [name, description] of [
    ["accept", "pay the parties at once: the key was good"],
    ["settle", "pay the parties after the dispute window; anyone can"],
  ] as const) {
    vendor
      .command(name)
      .description(description)
      .argument("<order>", "as `vendor buy` shows it")
      .action(
        run(async (session, id: string) => {
          const purchase = await findPurchase(session, id);
          const { receipt, toSubmitter, toProvider, toPool, toBurn } = await (await buyerOf(session))[name](purchase);
          return {
            fields: [
              { name: "toSubmitter", label: "To the submitter", value: toSubmitter, unit: "VMT" },
              { name: "toProvider", label: "To the provider", value: toProvider, unit: "VMT" },
              { name: "toPool", label: "To the reward pool", value: toPool, unit: "VMT" },
              { name: "toBurn", label: "Burned", value: toBurn, unit: "VMT" },
              ...receiptFields(receipt),
            ],
          };
        }),
      );
  }

  vendor
    .command("dispute")
    .description("prove that the delivered key is wrong: the price comes back, with a bounty")
    .argument("<order>", "as `vendor buy` shows it")
    .action(run(dispute));

  vendor
    .command("refund")
    .description("take the price of an order back that was not delivered in time; anyone can")
    .argument("<order>", "as `vendor buy` shows it")
    .action(
      run(async (session, id: string) => {
        const { receipt, amount } = await (await buyerOf(session)).refund(await findPurchase(session, id));
        return {
          fields: [{ name: "amount", label: "Refunded", value: amount, unit: "VMT" }, ...receiptFields(receipt)],
        };
      }),
    );

  vendor
    .command("subscribe")
    .description("buy access to labels and search for a number of epochs from this one on")
    .argument("<epochs>", "such as 30")
    .option("--max-price <vmt>", "for an epoch; by default the price of this moment")
    .action(
      run(async (session, epochs: string, { maxPrice }: BuyOptions) => {
        const limit = maxPrice === undefined ? undefined : parseAmount(maxPrice, "--max-price");
        const subscriber = new Subscriber(await session.contracts(), await session.signer());
        const { receipt, amount, until } = await subscriber.subscribe(parseCount(epochs, "epochs"), limit);
        return {
          fields: [
            { name: "amount", label: "Paid", value: amount, unit: "VMT" },
            { name: "until", label: "First epoch without access", value: until },
            ...receiptFields(receipt),
          ],
        };
      }),
    );

  vendor
    .command("cancel")
    .description("end the subscription with this epoch; epochs not begun come back")
    .action(
      run(async (session) => {
        const subscriber = new Subscriber(await session.contracts(), await session.signer());
        const { receipt, amount, until } = await subscriber.cancel();
        return {
          fields: [
            { name: "amount", label: "Came back", value: amount, unit: "VMT" },
            { name: "until", label: "First epoch without access", value: until },
            ...receiptFields(receipt),
          ],
        };
      }),
    );
}

async function buyerOf(session: Session): Promise<Buyer> {
  return new Buyer(await session.contracts(), await session.signer());
}

async function list(session: Session): Promise<Outcome> {
  const { market, subscriptions } = await session.contracts();
  const prices: Field[][] = [];
  for (const [kind, number] of Object.entries(Kind)) {
    prices.push([
      { name: "kind", label: "Kind", value: kind.toLowerCase() },
      { name: "price", label: "Price", value: await market.priceOf(number), unit: "VMT" },
    ]);
  }
  const rows: Field[][] = [];
  for (const [epoch, { verdicts }] of await readReports(session)) {
    for (const { contentHash, category, detections, engines, policy } of verdicts) {
      rows.push([
        { name: "contentHash", label: "SHA-256", value: contentHash },
        { name: "epoch", label: "Epoch", value: epoch },
        { name: "category", label: "Verdict", value: nameOfCategory(category) },
        { name: "detections", label: "Detections", value: `${detections} of ${engines}`, unit: "text" },
        { name: "isSold", label: "For sale", value: allowsSale(policy) },
      ]);
    }
  }
  return {
    fields: [{ name: "epochPrice", label: "Subscription, an epoch", value: await subscriptions.price(), unit: "VMT" }],
    tables: [
      { name: "prices", title: "Prices of this moment", rows: prices },
      { name: "verdicts", title: "Verdicts", rows },
    ],
  };
}

async function buy(session: Session, contentHash: string, { provider, maxPrice }: BuyOptions): Promise<Outcome> {
  const proven = await findVerdict(session, contentHash);
  const store = openStore(session.settings);
  // Reads and checks every byte: that the file is not at hand is no ground for a refund.
  await store.verify(proven.verdict.ciphertextCid);
  const keyPair = generateKeyPair();
  if (!session.settings.dryRun) await orderKeys.write(session, keyPair);
  const { id, order, receipt } = await (
    await buyerOf(session)
  ).purchase({
    ...proven,
    provider: provider === undefined ? await anyProvider(session) : await session.account(provider),
    keyPair,
    ...(maxPrice === undefined ? {} : { maxPrice: parseAmount(maxPrice, "--max-price") }),
  });
  return {
    fields: [
      { name: "order", label: "Order", value: id },
      { name: "price", label: "Paid into escrow", value: order.price, unit: "VMT" },
      { name: "provider", label: "Provider", value: order.provider },
      { name: "deadline", label: "Delivered before", value: order.deadline, unit: "time" },
      ...receiptFields(receipt),
    ],
  };
}

async function anyProvider(session: Session): Promise<string> {
  const { clock, council, staking } = await session.contracts();
  const [epoch, seats] = await Promise.all([clock.currentEpoch(), council.SEATS()]);
  for (let seat = 0n; seat < seats; ++seat) {
    const holder = await council.holderOf(seat, epoch);
    if (await staking.isEligible(holder)) return holder;
  }
  throw new CommandError(
    ExitCode.notFound,
    `no seat holder of epoch ${epoch} can deliver`,
    "Name a supernode with --provider, or wait for an election.",
  );
}

async function dispute(session: Session, id: string): Promise<Outcome> {
  const purchase = await findPurchase(session, id);
  const { privateKey } = await orderKeys.read(session, purchase.buyerKey.x);
  const buyer = await buyerOf(session);
  const delivery = await buyer.delivery(purchase, privateKey, purchase.blockNumber);
  if (delivery === undefined) {
    throw new CommandError(ExitCode.refused, `order ${id} has no delivery to dispute`, `virusmap vendor refund ${id}`);
  }
  if (delivery.isCorrect) {
    throw new CommandError(
      ExitCode.refused,
      "the delivered key is the one committed to: a dispute would only publish the order's private key",
      `virusmap vendor fetch ${id} FILE`,
    );
  }
  const { receipt, amount, bounty } = await buyer.dispute(purchase, delivery.maskedKey, privateKey);
  return {
    fields: [
      { name: "amount", label: "Refunded", value: amount, unit: "VMT" },
      { name: "bounty", label: "Bounty", value: bounty, unit: "VMT" },
      ...receiptFields(receipt),
    ],
  };
}

async function orders(session: Session, given?: string): Promise<Outcome> {
  const account = await session.account(given);
  const { market } = await session.contracts();
  const { firstBlock } = await session.deployment();
  const names = Object.keys(OrderStatus);
  const rows: Field[][] = [];
  for (const { args } of await market.queryFilter(market.filters.Purchased(undefined, account), firstBlock)) {
    const { status } = await market.stateOf(args.id);
    rows.push([
      { name: "order", label: "Order", value: args.id },
      { name: "contentHash", label: "SHA-256", value: args.contentHash },
      { name: "price", label: "Price", value: args.order.price, unit: "VMT" },
      { name: "status", label: "Status", value: (names[Number(status)] ?? "").toLowerCase().replace("_", " ") },
      { name: "deadline", label: "Deadline", value: args.order.deadline, unit: "time" },
    ]);
  }
  return { fields: [], tables: [{ name: "orders", title: "Orders", rows }] };
}
