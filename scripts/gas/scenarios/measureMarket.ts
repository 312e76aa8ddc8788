import { id } from "ethers";

import { eventOf } from "../../../sdk/clients/eventOf.js";
import type { Purchase } from "../../../sdk/clients/Purchase.js";
import { toPurchase } from "../../../sdk/clients/toPurchase.js";
import { publicKeyOf } from "../../../sdk/keys/publicKeyOf.js";
import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import type { OperationName } from "../OperationName.js";
import type { ProvenVerdict } from "./ProvenVerdict.js";
import { vmt } from "./vmt.js";

const PROVIDER = 3; // a seat
const BUYER = 16; // among the actors
const MAXIMUM_PRICE = vmt(20);

/** Orders with every end that they can have. Leaves nothing behind. */
export async function measureMarket(
  meter: Meter,
  system: GasSystem,
  [verdict, , ofFresh, ofOtherFresh]: readonly ProvenVerdict[],
): Promise<void> {
  if (verdict === undefined || ofFresh === undefined || ofOtherFresh === undefined) throw new Error("Too few verdicts");
  await system.apart(async () => {
    const orders = new Orders(meter, system);
    await orders.open();
    const { market, token } = system.contracts;
    const buyer = system.actor(BUYER);
    const { operator: provider } = system.supernode(PROVIDER);
    // It sells for the first time only once, and is measured as one that has sold before.
    await system.fund(provider, vmt(1));
    if ((await token.balanceOf(verdict.verdict.submitter)) === 0n) throw new Error("The submitter holds no VMT");

    const first = await orders.purchase(verdict, { name: "purchase", phase: "first" });
    const second = await orders.purchase(verdict, { name: "purchase", phase: "later" });
    const wrong = await orders.purchase(verdict);
    const undelivered = await orders.purchase(verdict);
    const slow = await orders.purchase(verdict);
    const fresh = await orders.purchase(ofFresh);
    const otherFresh = await orders.purchase(ofOtherFresh);
    await orders.purchaseWithPermits(verdict);

    await meter.measure(system, "deliver", "later", orders.delivering(first));
    for (const order of [second, wrong, slow, fresh, otherFresh]) await system.send(orders.delivering(order));

    await system.send(() => market.connect(buyer).accept(first.order)); // its totals go from zero
    await meter.measure(system, "accept", "first", () => market.connect(buyer).accept(fresh.order));
    await meter.measure(system, "accept", "later", () => market.connect(buyer).accept(second.order));
    await meter.measure(system, "flush", "first", () => market.flush());
    const disputing = () => market.connect(buyer).dispute(wrong.order, maskedKeyOf(wrong), orders.keyOf(wrong));
    await meter.measure(system, "dispute", "later", disputing);

    await system.moveTo(undelivered.order.deadline);
    await meter.measure(system, "refund", "later", () => market.refund(undelivered.order));
    await system.moveTo(system.time + system.parameters.market.disputeWindow);
    await meter.measure(system, "settle", "first", () => market.settle(otherFresh.order));
    await meter.measure(system, "settle", "later", () => market.settle(slow.order));
    await meter.measure(system, "flush", "later", () => market.flush());
  });
}

class Orders {
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly meter: Meter,
    private readonly system: GasSystem,
  ) {}

  async open(): Promise<void> {
    const buyer = this.system.actor(BUYER);
    await this.system.fund(buyer, vmt(10_000));
    await this.system.approve(buyer, this.system.contracts.market);
  }

  async purchase(
    proven: ProvenVerdict,
    measured?: { name: OperationName; phase: "first" | "later" },
  ): Promise<Purchase> {
    const { market } = this.system.contracts;
    const { request, privateKey } = this.request(proven);
    const sending = () => market.connect(this.system.actor(BUYER)).purchase(request, proven.proof);
    const receipt =
      measured === undefined
        ? await this.system.send(sending)
        : await this.meter.measure(this.system, measured.name, measured.phase, sending);
    const purchase = toPurchase(await eventOf(market, receipt, market.filters.Purchased));
    this.keys.set(purchase.id, privateKey);
    return purchase;
  }

  async purchaseWithPermits(proven: ProvenVerdict): Promise<void> {
    const { market } = this.system.contracts;
    const buyer = this.system.actor(BUYER);
    await this.system.apart(async () => {
      await this.system.approve(buyer, market, 0n);
      for (const phase of ["first", "later"] as const) {
        const { request } = this.request(proven);
        const permit = await this.system.permit(buyer, market, MAXIMUM_PRICE);
        const sending = () => market.connect(buyer).purchaseWithPermit(request, proven.proof, permit);
        await this.meter.measure(this.system, "purchaseWithPermit", phase, sending);
      }
    });
  }

  private request({ epoch, verdict }: ProvenVerdict) {
    const privateKey = id(`buyer's key at ${this.system.time}`);
    const request = {
      epoch,
      verdict,
      provider: this.system.supernode(PROVIDER).operator.address,
      buyerKey: publicKeyOf(privateKey),
      maxPrice: MAXIMUM_PRICE,
      deadline: BigInt(this.system.time + 2 * this.system.parameters.market.minimumDelivery),
    };
    return { request, privateKey };
  }

  keyOf({ id: order }: Purchase): string {
    const key = this.keys.get(order);
    if (key === undefined) throw new Error(`There is no order ${order}`);
    return key;
  }

  delivering(purchase: Purchase) {
    const { operator } = this.system.supernode(PROVIDER);
    return () => this.system.contracts.market.connect(operator).deliver(purchase.order, maskedKeyOf(purchase));
  }
}

/** Not the key that was committed to, which nobody finds out but in a dispute. */
function maskedKeyOf({ id: order }: Purchase): string {
  return id(`masked key of ${order}`);
}
