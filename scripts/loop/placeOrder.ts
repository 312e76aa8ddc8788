import { signPermit } from "../../sdk/signatures/signPermit.js";
import { generateKeyPair } from "../../sdk/keys/generateKeyPair.js";
import type { KeyPair } from "../../sdk/keys/KeyPair.js";
import type { Order } from "../../sdk/types/Order.js";
import type { Verdict } from "../../sdk/types/Verdict.js";
import type { Loop } from "./Loop.js";
import { LoopFailed } from "./LoopFailed.js";

const PERMIT_SECONDS = 3_600n;

/** A verdict that can be bought: with the proof that the report of `epoch` contains it. */
export interface ProvenVerdict {
  readonly epoch: bigint;
  readonly verdict: Verdict;
  readonly proof: readonly string[];
}

export interface PlacedOrder {
  readonly id: string;
  readonly order: Order;
  readonly contentHash: string;
  /** Made for this order alone. */
  readonly buyerKeys: KeyPair;
}

/** The vendor locks the current price for one content, with a permit and a fresh key. */
export async function placeOrder(
  { system, actors, journal, now }: Loop,
  { epoch, verdict, proof }: ProvenVerdict,
  provider: string,
): Promise<PlacedOrder> {
  const { market, token } = system;
  const price = await market.priceOf(verdict.kind);
  const spender = await market.getAddress();
  const time = await now();
  const buyerKeys = generateKeyPair();
  const request = {
    epoch,
    verdict,
    provider,
    buyerKey: buyerKeys.publicKey,
    maxPrice: price,
    deadline: time + (await market.MAXIMUM_DELIVERY()),
  };
  const permit = await signPermit(actors.vendor, token, spender, price, time + PERMIT_SECONDS);
  const receipt = await journal.sent(
    "purchase",
    market.connect(actors.vendor).purchaseWithPermit(request, [...proof], permit),
  );
  const [event] = await market.queryFilter(market.filters.Purchased, receipt.blockNumber, receipt.blockNumber);
  if (event === undefined) throw new LoopFailed("the purchase left no event");
  const { buyer, submitter, keyCommitment, providerKeyX, providerKeyParity, buyerKey, deadline } = event.args.order;
  const order: Order = {
    buyer,
    provider,
    submitter,
    kind: verdict.kind,
    price: event.args.order.price,
    keyCommitment,
    providerKeyX,
    providerKeyParity,
    buyerKey,
    deadline,
  };
  return { id: event.args.id, order, contentHash: verdict.contentHash, buyerKeys };
}
