import type { Signer } from "ethers";

import type { SupernodeStaking } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";
import { permitFor } from "./permitFor.js";

/** Locking VMT behind supernodes, and getting it back. */
export class Voter {
  private readonly staking: SupernodeStaking;

  constructor(
    private readonly contracts: Pick<SystemContracts, "staking" | "token">,
    private readonly signer: Signer,
  ) {
    this.staking = contracts.staking.connect(signer);
  }

  /**
   * Locks VMT behind a supernode, with a permit.
   *
   * @param amount units of VMT
   */
  async vote(supernode: string, amount: bigint): Promise<Confirmed & { shares: bigint }> {
    const permit = await permitFor(this.signer, this.contracts.token, this.staking, amount);
    const receipt = await confirm(this.staking.voteWithPermit(supernode, amount, permit));
    const { shares } = await eventOf(this.staking, receipt, this.staking.filters.Voted);
    return { receipt, shares };
  }

  /**
   * Turns shares, by default all, into a ticket.
   *
   * @returns the ticket's epoch, what it is worth now in units of VMT, and the first epoch in which it is paid
   */
  async unvote(
    supernode: string,
    shares?: bigint,
  ): Promise<Confirmed & { epoch: bigint; assets: bigint; payableFrom: bigint }> {
    const given = shares ?? (await this.staking.sharesOf(supernode, await this.signer.getAddress()));
    const receipt = await confirm(this.staking.unvote(supernode, given));
    const { epoch, assets } = await eventOf(this.staking, receipt, this.staking.filters.Unvoted);
    return { receipt, epoch, assets, payableFrom: epoch + (await this.staking.UNBONDING_EPOCHS()) };
  }

  /** Takes what the ticket of `epoch` is worth, in units of VMT. */
  async withdraw(supernode: string, epoch: bigint): Promise<Confirmed & { assets: bigint }> {
    const receipt = await confirm(this.staking.withdraw(supernode, epoch));
    const { assets } = await eventOf(this.staking, receipt, this.staking.filters.TicketPaid);
    return { receipt, assets };
  }
}
