import { Buyer } from "../../../sdk/clients/Buyer.js";
import { Subscriber } from "../../../sdk/clients/Subscriber.js";
import { generateKeyPair } from "../../../sdk/keys/generateKeyPair.js";
import { queryEvents } from "../../../sdk/replay/queryEvents.js";
import { allowsSale } from "../../../sdk/types/allowsSale.js";
import { Kind } from "../../../sdk/types/Kind.js";
import { OrderStatus } from "../../../sdk/types/OrderStatus.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import { MAXIMUM_CIPHERTEXT_BYTES } from "../../../supernode/MAXIMUM_CIPHERTEXT_BYTES.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { nameOfCategory } from "../../nameOfCategory.js";
import { noteMissing } from "../../noteMissing.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseAmount } from "../../parseAmount.js";
import { parseCount } from "../../parseCount.js";
import { readReports } from "../../readReports.js";
import { receiptFields } from "../../receiptFields.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { findPurchase } from "./findPurchase.js";
import { findVerdict } from "./findVerdict.js";
import { orderKeys } from "./orderKeys.js";

interface BuyOptions {
  readonly provider?: string;
  readonly maxPrice?: string;
}

/** What `virusmap vendor …` does, but for fetching. */
export const vendorActions = { list, buy, orders, accept, settle, dispute, refund, subscribe, cancel };

async function accept(session: Session, id: string): Promise<Outcome> {
  return payment(await (await buyerOf(session)).accept(await findPurchase(session, id)));
}

async function settle(session: Session, id: string): Promise<Outcome> {
  return payment(await (await buyerOf(session)).settle(await findPurchase(session, id)));
}

function payment({ receipt, toSubmitter, toProvider, toPool, toBurn }: Awaited<ReturnType<Buyer["accept"]>>): Outcome {
  return {
    fields: [
      { name: "toSubmitter", label: "To the submitter", value: toSubmitter, unit: "VMT" },
      { name: "toProvider", label: "To the provider", value: toProvider, unit: "VMT" },
      { name: "toPool", label: "To the reward pool", value: toPool, unit: "VMT" },
      { name: "toBurn", label: "Burned", value: toBurn, unit: "VMT" },
      ...receiptFields(receipt),
    ],
  };
}

async function refund(session: Session, id: string): Promise<Outcome> {
  const { receipt, amount } = await (await buyerOf(session)).refund(await findPurchase(session, id));
  return {
    fields: [{ name: "amount", label: "Refunded", value: amount, unit: "VMT" }, ...receiptFields(receipt)],
  };
}

async function subscribe(session: Session, epochs: string, { maxPrice }: BuyOptions): Promise<Outcome> {
  const limit = maxPrice === undefined ? undefined : parseAmount(maxPrice, "--max-price", "VMT");
  const subscriber = new Subscriber(await session.contracts(), await session.signer());
  const { receipt, amount, until } = await subscriber.subscribe(parseCount(epochs, "epochs"), limit);
  return {
    fields: [
      { name: "amount", label: "Paid", value: amount, unit: "VMT" },
      { name: "until", label: "First epoch without access", value: until },
      ...receiptFields(receipt),
    ],
  };
}

async function cancel(session: Session): Promise<Outcome> {
  const subscriber = new Subscriber(await session.contracts(), await session.signer());
  const { receipt, amount, until } = await subscriber.cancel();
  return {
    fields: [
      { name: "amount", label: "Came back", value: amount, unit: "VMT" },
      { name: "until", label: "First epoch without access", value: until },
      ...receiptFields(receipt),
    ],
  };
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
  await noteMissing(session, "store");
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
      { name: "verdicts", title: "Verdicts", rows, isOldestFirst: true },
    ],
  };
}

async function buy(session: Session, contentHash: string, { provider, maxPrice }: BuyOptions): Promise<Outcome> {
  const proven = await findVerdict(session, contentHash);
  const store = openStore(session.settings);
  // Reads and checks every byte: that the file is not at hand is no ground for a refund.
  await store.verify(proven.verdict.ciphertextCid, MAXIMUM_CIPHERTEXT_BYTES);
  const keyPair = generateKeyPair();
  if (!session.settings.dryRun) await orderKeys.write(session, keyPair);
  const { id, order, receipt } = await (
    await buyerOf(session)
  ).purchase({
    ...proven,
    provider: provider === undefined ? await anyProvider(session) : await session.account(provider),
    keyPair,
    ...(maxPrice === undefined ? {} : { maxPrice: parseAmount(maxPrice, "--max-price", "VMT") }),
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
    throw new CommandError(
      ExitCode.refused,
      `order ${id} has no delivery to dispute`,
      `Wait until ${formatQuantity(purchase.order.deadline, "time")}; from then on: virusmap vendor refund ${id}`,
    );
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
  for (const { args } of await queryEvents(market, market.filters.Purchased(undefined, account), firstBlock)) {
    const { status } = await market.stateOf(args.id);
    rows.push([
      { name: "order", label: "Order", value: args.id },
      { name: "contentHash", label: "SHA-256", value: args.contentHash },
      { name: "price", label: "Price", value: args.order.price, unit: "VMT" },
      { name: "status", label: "Status", value: (names[Number(status)] ?? "").toLowerCase().replace("_", " ") },
      { name: "deadline", label: "Deadline", value: args.order.deadline, unit: "time" },
    ]);
  }
  return { fields: [], tables: [{ name: "orders", title: "Orders", rows, isOldestFirst: true }] };
}
