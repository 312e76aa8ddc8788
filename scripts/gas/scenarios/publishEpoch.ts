import { id } from "ethers";

import { rewardLeaf } from "../../../sdk/trees/rewardLeaf.js";
import type { Claim } from "../../../sdk/types/Claim.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { GasSystem } from "../GasSystem.js";
import type { Measurement } from "../Measurement.js";
import type { Meter } from "../Meter.js";
import { syntheticTree } from "../syntheticTree.js";
import { vmt } from "./vmt.js";

const DEPTH = 20; // of a million rewarded accounts
const AMOUNT = vmt(10);
const SUBMITTER_TOTAL = vmt(4_000);
const QUORUM = 15; // of 21 seats

/** Actor whose reward is in every report. */
export const SUBMITTER = 11;

/** Moves to the epoch after `epoch` and publishes its report with the signatures of the first 15 seats. */
export async function publishEpoch(
  meter: Meter,
  system: GasSystem,
  epoch: bigint,
  verdictsRoot = id(`verdicts of epoch ${epoch}`),
): Promise<{ claim: Claim; measurement: Measurement }> {
  await system.toEpoch(epoch + 1n);
  const leaf = rewardLeaf(system.actor(SUBMITTER).address, AMOUNT);
  const { root, proof } = syntheticTree(leaf, DEPTH, `rewards of epoch ${epoch}`);
  const report: Report = {
    epoch,
    round: 0n,
    verdictsRoot,
    rewardsRoot: root,
    submitterTotal: SUBMITTER_TOTAL,
    storageTotal: 0n,
    cid: id(`file of epoch ${epoch}`),
  };
  const signers = Array.from({ length: QUORUM }, (_, seat) => seat);
  const { seats, signatures } = await system.signed(report, signers);
  const measurement = await meter.probe(system, () => system.contracts.ledger.publish(report, seats, signatures));
  return { claim: { epoch, amount: AMOUNT, proof }, measurement };
}
