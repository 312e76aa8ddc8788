import type { Signer } from "ethers";

import type { DataMarket } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { generateKeyPair } from "../keys/generateKeyPair.js";
import { keyCommitment } from "../keys/keyCommitment.js";
import type { KeyPair } from "../keys/KeyPair.js";
import { maskKey } from "../keys/maskKey.js";
import { publicKeyFromX } from "../keys/publicKeyFromX.js";
import { sharedPointAddress } from "../keys/sharedPointAddress.js";
import { queryEvents } from "../replay/queryEvents.js";
import type { Verdict } from "../types/Verdict.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";
import { latestTime } from "./latestTime.js";
import { permitFor } from "./permitFor.js";
import type { Purchase } from "./Purchase.js";
import { toPurchase } from "./toPurchase.js";

/** How a price was divided, in units of VMT. */
interface Settlement {
  readonly toSubmitter: bigint;
  readonly toProvider: bigint;
  readonly toPool: bigint;
  readonly toBurn: bigint;
}

/** Buying content keys. The buyer's account is the signer. */
export class Buyer {
  private readonly market: DataMarket;

  constructor(
    private readonly contracts: Pick<SystemContracts, "market" | "token" | "staking">,
    private readonly signer: Signer,
  ) {
    this.market = contracts.market.connect(signer);
  }

  /**
   * Makes an order and pays its price into escrow, with a permit. Fetch the ciphertext from a ContentStore first, which
   * checks it: that it is not at hand is no ground for a refund.
   *
   * @param request.maxPrice units of VMT; by default the price of this moment
   * @param request.deliverySeconds what the provider is given; by default twice the least that is allowed
   * @param request.keyPair a key for this order alone; by default a fresh one. A dispute publishes its private half
   */
  async purchase(request: {
    epoch: bigint;
    verdict: Verdict;
    proof: readonly string[];
    provider: string;
    maxPrice?: bigint;
    deliverySeconds?: bigint;
    keyPair?: KeyPair;
  }): Promise<Confirmed & Purchase & { keyPair: KeyPair }> {
    const { epoch, verdict, proof, provider } = request;
    const keyPair = request.keyPair ?? generateKeyPair();
    const maxPrice = request.maxPrice ?? (await this.market.priceOf(verdict.kind));
    const deadline = (await latestTime(this.signer)) + (request.deliverySeconds ?? (await this.defaultDelivery()));
    const permit = await permitFor(this.signer, this.contracts.token, this.market, maxPrice);
    const terms = { epoch, verdict, provider, buyerKey: keyPair.publicKey, maxPrice, deadline };

    const receipt = await confirm(this.market.purchaseWithPermit(terms, [...proof], permit));
    const purchase = toPurchase(await eventOf(this.market, receipt, this.market.filters.Purchased));
    return { receipt, ...purchase, keyPair };
  }

  private async defaultDelivery(): Promise<bigint> {
    const [least, most] = await Promise.all([this.market.MINIMUM_DELIVERY(), this.market.MAXIMUM_DELIVERY()]);
    return 2n * least < most ? 2n * least : most;
  }

  /**
   * What the provider has delivered: the content key, and whether it is the one that the council committed to; undefined
   * until there is a delivery. Accept a correct key, dispute another with `maskedKey`.
   *
   * @param fromBlock where to begin looking, at the earliest the order's block
   */
  async delivery(
    purchase: Purchase,
    privateKey: string,
    fromBlock: number,
  ): Promise<{ maskedKey: string; contentKey: string; isCorrect: boolean; disputableUntil: bigint } | undefined> {
    const { id, order } = purchase;
    const [event] = await queryEvents(this.market, this.market.filters.Delivered(id), fromBlock);
    if (event === undefined) return undefined;
    const { maskedKey, disputableUntil } = event.args;
    const providerKey = publicKeyFromX(order.providerKeyX, order.providerKeyParity);
    const contentKey = maskKey(maskedKey, sharedPointAddress(privateKey, providerKey), id);
    const isCorrect = keyCommitment(contentKey) === order.keyCommitment;
    return { maskedKey, contentKey, isCorrect, disputableUntil };
  }

  /** Settles at once: the key was good. */
  async accept(purchase: Purchase): Promise<Confirmed & Settlement> {
    return this.settlement(this.market.accept(purchase.order));
  }

  /** Settles after the dispute window. Anyone can. */
  async settle(purchase: Purchase): Promise<Confirmed & Settlement> {
    return this.settlement(this.market.settle(purchase.order));
  }

  private async settlement(sending: ReturnType<DataMarket["accept"]>): Promise<Confirmed & Settlement> {
    const receipt = await confirm(sending);
    const settled = await eventOf(this.market, receipt, this.market.filters.Settled);
    const { toSubmitter, toProvider, toPool, toBurn } = settled;
    return { receipt, toSubmitter, toProvider, toPool, toBurn };
  }

  /**
   * Proves that the delivered key is wrong, which publishes the order's private key.
   *
   * @returns what came back for the order and as bounty, in units of VMT
   */
  async dispute(
    purchase: Purchase,
    maskedKey: string,
    privateKey: string,
  ): Promise<Confirmed & { amount: bigint; bounty: bigint }> {
    const receipt = await confirm(this.market.dispute(purchase.order, maskedKey, privateKey));
    const { amount } = await eventOf(this.market, receipt, this.market.filters.WrongKeyProven);
    const { staking } = this.contracts;
    const { bounty } = await eventOf(staking, receipt, staking.filters.Slashed);
    return { receipt, amount, bounty };
  }

  /** Takes the price of an order back that was not delivered before its deadline. Anyone can, for the buyer. */
  async refund(purchase: Purchase): Promise<Confirmed & { amount: bigint }> {
    const receipt = await confirm(this.market.refund(purchase.order));
    const { amount } = await eventOf(this.market, receipt, this.market.filters.Refunded);
    return { receipt, amount };
  }
}
