import type { Signer } from "ethers";

import type { TokenSale } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { allowlistLeaf } from "../trees/allowlistLeaf.js";
import { MerkleTree } from "../trees/MerkleTree.js";
import type { SaleState } from "../types/SaleState.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";

/** Buying VMT, and ending the sale. */
export class SaleClient {
  private readonly sale: TokenSale;

  constructor(
    contracts: Pick<SystemContracts, "sale">,
    private readonly signer: Signer,
  ) {
    this.sale = contracts.sale.connect(signer);
  }

  /** Proves that the signer is on the allowlist, which is given whole. */
  async admit(allowlist: readonly string[]): Promise<Confirmed> {
    const account = await this.signer.getAddress();
    const index = allowlist.indexOf(account);
    if (index === -1) throw new InvalidArgumentError("allowlist", `without ${account}`, "a list with the signer");
    const proof = new MerkleTree(allowlist.map(allowlistLeaf)).proof(index);
    return { receipt: await confirm(this.sale.allow(account, proof)) };
  }

  /**
   * Buys by a plain transfer. What the last purchase of the sale cannot spend comes back at once.
   *
   * @param amountWei sent
   * @returns wei paid, and units of VMT bought
   */
  async buy(amountWei: bigint): Promise<Confirmed & { paidWei: bigint; tokens: bigint }> {
    const receipt = await confirm(this.signer.sendTransaction({ to: await this.sale.getAddress(), value: amountWei }));
    const { paid, tokens } = await eventOf(this.sale, receipt, this.sale.filters.Purchased);
    return { receipt, paidWei: paid, tokens };
  }

  /** Ends the sale: anyone can, once it is over. Amounts in units of VMT and in wei. */
  async finalize(): Promise<Confirmed & { state: SaleState; sold: bigint; burned: bigint; raisedWei: bigint }> {
    const receipt = await confirm(this.sale.finalize());
    const { state, sold, burned, raised } = await eventOf(this.sale, receipt, this.sale.filters.Finalized);
    return { receipt, state: Number(state) as SaleState, sold, burned, raisedWei: raised };
  }

  /** Sends `account`, by default the signer's, the units of VMT that it bought. */
  async claim(account?: string): Promise<Confirmed & { tokens: bigint }> {
    const receipt = await confirm(this.sale.claim(account ?? (await this.signer.getAddress())));
    const { tokens } = await eventOf(this.sale, receipt, this.sale.filters.Claimed);
    return { receipt, tokens };
  }

  /** Takes the signer's ETH back after a failed sale. */
  async refund(): Promise<Confirmed & { amountWei: bigint }> {
    const receipt = await confirm(this.sale.refund());
    const { amount } = await eventOf(this.sale, receipt, this.sale.filters.Refunded);
    return { receipt, amountWei: amount };
  }

  /** Sends the treasury what of the proceeds is released so far. */
  async releaseProceeds(): Promise<Confirmed & { amountWei: bigint }> {
    const receipt = await confirm(this.sale.releaseProceeds());
    const { amount } = await eventOf(this.sale, receipt, this.sale.filters.ProceedsReleased);
    return { receipt, amountWei: amount };
  }
}
