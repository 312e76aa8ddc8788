import { id } from "ethers";

import { verdictLeaf } from "../../../sdk/trees/verdictLeaf.js";
import { Category } from "../../../sdk/types/Category.js";
import type { Claim } from "../../../sdk/types/Claim.js";
import { Kind } from "../../../sdk/types/Kind.js";
import { Policy } from "../../../sdk/types/Policy.js";
import type { Verdict } from "../../../sdk/types/Verdict.js";
import { floorDifference } from "../floorDifference.js";
import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { syntheticTree } from "../syntheticTree.js";
import type { ProvenVerdict } from "./ProvenVerdict.js";
import { publishEpoch, SUBMITTER } from "./publishEpoch.js";
import { vmt } from "./vmt.js";

const DEPTH = 20; // of a million verdicts
const EPOCHS = 10;
const TOGETHER = 8; // epochs in one claim
const CONTENT_KEY = id("content key");

/** Numbers of actors: each verdict's submitter, the first of whom earns rewards as well; the others hold no VMT. */
const SUBMITTERS = [SUBMITTER, SUBMITTER, 12, 13];

/**
 * Publishes the reports of the first ten epochs and claims from them.
 *
 * @returns four verdicts: two of one content, whose submitter holds VMT, then two of other submitters, who hold none
 */
export async function measureReports(meter: Meter, system: GasSystem): Promise<ProvenVerdict[]> {
  const { ledger, rewardPool, token } = system.contracts;
  const proven = SUBMITTERS.map((submitter, index): ProvenVerdict & { root: string } => {
    const verdict = verdictOf(system.actor(submitter).address, index < 2 ? "content" : `content ${index}`);
    return { epoch: BigInt(index + 2), verdict, ...syntheticTree(verdictLeaf(verdict), DEPTH, `verdicts ${index}`) };
  });

  const claims: Claim[] = [];
  for (let epoch = 1n; epoch <= EPOCHS; epoch += 1n) {
    const root = proven.find((verdict) => verdict.epoch === epoch)?.root;
    const { claim, measurement } = await publishEpoch(meter, system, epoch, root);
    if (epoch === 1n) meter.keep("publish", "first", measurement);
    if (epoch === BigInt(EPOCHS)) meter.keep("publish", "later", measurement);
    claims.push(claim);
  }

  const account = system.actor(SUBMITTER);
  const claiming = (from: number, count: number) => () =>
    rewardPool.claim(
      account,
      claims.slice(from, from + count).map((claim) => ({ ...claim, proof: [...claim.proof] })),
    );
  await meter.measure(system, "claim", "first", claiming(0, 1));
  const single = await meter.measure(system, "claim", "later", claiming(1, 1));
  const together = await meter.probe(system, claiming(2, TOGETHER));
  meter.keep("claimFurther", "later", {
    gas: Math.ceil((together.gas - single.gas) / (TOGETHER - 1)),
    floor: floorDifference(together.floor, single.floor, TOGETHER - 1),
    calls: [],
  });

  for (const [index, phase] of (["first", "later"] as const).entries()) {
    const { epoch, verdict, proof } = proven[index] ?? missing(index);
    await meter.measure(system, "record", phase, () => ledger.record(epoch, verdict, proof));
  }

  await system.apart(async () => {
    const permit = await system.permit(system.bank, rewardPool, vmt(100));
    const depositingByPermit = () => rewardPool.connect(system.bank).depositWithPermit(vmt(100), permit);
    await meter.measure(system, "depositWithPermit", "later", depositingByPermit);
  });
  await system.approve(system.bank, rewardPool);
  const depositing = () => rewardPool.connect(system.bank).deposit(vmt(100));
  await meter.measure(system, "deposit", "later", depositing);
  const idle = SUBMITTERS.slice(2).map((submitter) => token.balanceOf(system.actor(submitter)));
  if ((await Promise.all(idle)).some((balance) => balance !== 0n)) throw new Error("A fresh submitter holds VMT");
  return proven;
}

function verdictOf(submitter: string, content: string): Verdict {
  return {
    kind: Kind.FILE,
    contentHash: id(content),
    category: Category.MALICIOUS,
    score: 800n,
    reward: vmt(10),
    submitter,
    detections: 3n,
    engines: 5n,
    policy: Policy.CLEAR,
    labelsHash: id(`labels of ${content}`),
    ciphertextCid: id(`ciphertext of ${content}`),
    keyCommitment: id(CONTENT_KEY),
  };
}

function missing(index: number): never {
  throw new Error(`There is no verdict number ${index}`);
}
