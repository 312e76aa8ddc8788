import type { Signer } from "ethers";

import type { RewardPool } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Claim } from "../types/Claim.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventsOf } from "./eventsOf.js";

/** Claiming rewards, for the signer or for anybody else. */
export class Claimer {
  private readonly rewardPool: RewardPool;

  constructor(contracts: Pick<SystemContracts, "rewardPool">, signer: Signer) {
    this.rewardPool = contracts.rewardPool.connect(signer);
  }

  /**
   * Pays `account` its rewards of any epochs in one transfer. Epochs that were claimed before are left out.
   *
   * @returns units of VMT paid
   */
  async claim(account: string, claims: readonly Claim[]): Promise<Confirmed & { amount: bigint }> {
    const claimed = await Promise.all(claims.map(({ epoch }) => this.rewardPool.isClaimed(epoch, account)));
    const open = claims.filter((_, index) => claimed[index] === false);
    if (open.length === 0)
      throw new InvalidArgumentError("claims", `${claims.length}, all paid`, "one that is not paid");
    const entries = open.map(({ epoch, amount, proof }) => ({ epoch, amount, proof: [...proof] }));
    const receipt = await confirm(this.rewardPool.claim(account, entries));
    const paid = await eventsOf(this.rewardPool, receipt, this.rewardPool.filters.Claimed);
    return { receipt, amount: paid.reduce((sum, { amount }) => sum + amount, 0n) };
  }
}
