import type { Signer } from "ethers";

import type { EquivocationFaults } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";
import type { SignedReport } from "./SignedReport.js";

/** Proving equivocations, for the bounty. Anyone can; a wrong key is proven by its buyer, see Buyer. */
export class FaultReporter {
  private readonly faults: EquivocationFaults;

  constructor(
    private readonly contracts: Pick<SystemContracts, "faults" | "staking">,
    signer: Signer,
  ) {
    this.faults = contracts.faults.connect(signer);
  }

  /**
   * Proves that a supernode signed two reports for one epoch and round: it is slashed and jailed.
   *
   * @returns the supernode, what was taken from its bond, its voters and their tickets, and the signer's bounty out of
   * that, all in units of VMT
   */
  async prove(
    first: SignedReport,
    second: SignedReport,
  ): Promise<Confirmed & { supernode: string; slashed: bigint; bounty: bigint }> {
    const receipt = await confirm(this.faults.prove(first.report, first.signature, second.report, second.signature));
    const { staking } = this.contracts;
    const { supernode, fromBond, fromPool, fromTickets, bounty } = await eventOf(
      staking,
      receipt,
      staking.filters.Slashed,
    );
    return { receipt, supernode, slashed: fromBond + fromPool + fromTickets, bounty };
  }
}
