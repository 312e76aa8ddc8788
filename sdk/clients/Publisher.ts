import type { Signer } from "ethers";

import type { VerdictLedger } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { encodeSignatures } from "../signatures/encodeSignatures.js";
import type { Report } from "../types/Report.js";
import type { Signature } from "../types/Signature.js";
import type { Verdict } from "../types/Verdict.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";

/** Publishing reports and putting verdicts on chain. Anyone can. */
export class Publisher {
  private readonly ledger: VerdictLedger;

  constructor(
    private readonly contracts: Pick<SystemContracts, "ledger" | "rewardPool">,
    signer: Signer,
  ) {
    this.ledger = contracts.ledger.connect(signer);
  }

  /**
   * Publishes a report with the signatures of its council, by seat.
   *
   * @returns the seats that counted, as bits, and what each of their supernodes was paid, in units of VMT
   */
  async publish(
    report: Report,
    signaturesBySeat: ReadonlyMap<number, Signature>,
  ): Promise<Confirmed & { signers: bigint; supernodeReward: bigint }> {
    const { seats, signatures } = encodeSignatures(signaturesBySeat);
    const receipt = await confirm(this.ledger.publish(report, seats, signatures));
    const { signers } = await eventOf(this.ledger, receipt, this.ledger.filters.ReportPublished);
    const { rewardPool } = this.contracts;
    const { supernodeReward } = await eventOf(rewardPool, receipt, rewardPool.filters.EpochOpened);
    return { receipt, signers, supernodeReward };
  }

  /** Puts a proven verdict on chain, where other contracts can ask for it. */
  async record(epoch: bigint, verdict: Verdict, proof: readonly string[]): Promise<Confirmed> {
    return { receipt: await confirm(this.ledger.record(epoch, verdict, [...proof])) };
  }
}
