import type { Signer } from "ethers";

import type { Subscriptions } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";
import { permitFor } from "./permitFor.js";

/** Buying access by the epoch. The vendor's account is the signer. */
export class Subscriber {
  private readonly subscriptions: Subscriptions;

  constructor(
    private readonly contracts: Pick<SystemContracts, "subscriptions" | "token">,
    private readonly signer: Signer,
  ) {
    this.subscriptions = contracts.subscriptions.connect(signer);
  }

  /**
   * Subscribes to a number of epochs, with a permit.
   *
   * @param maxPrice units of VMT an epoch; by default the price of this moment
   * @returns units of VMT paid, and the first epoch without access
   */
  async subscribe(epochs: bigint, maxPrice?: bigint): Promise<Confirmed & { amount: bigint; until: bigint }> {
    const limit = maxPrice ?? (await this.subscriptions.price());
    const permit = await permitFor(this.signer, this.contracts.token, this.subscriptions, limit * epochs);
    const receipt = await confirm(this.subscriptions.subscribeWithPermit(epochs, limit, permit));
    const { amount, until } = await eventOf(this.subscriptions, receipt, this.subscriptions.filters.Subscribed);
    return { receipt, amount, until };
  }

  /**
   * Ends the subscription with this epoch.
   *
   * @returns units of VMT that came back, and the first epoch without access
   */
  async cancel(): Promise<Confirmed & { amount: bigint; until: bigint }> {
    const receipt = await confirm(this.subscriptions.cancel());
    const { amount, until } = await eventOf(this.subscriptions, receipt, this.subscriptions.filters.Cancelled);
    return { receipt, amount, until };
  }
}
