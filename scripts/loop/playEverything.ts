import { proofOfVerdict } from "../../sdk/report/proofOfVerdict.js";
import type { ProvenVerdict } from "../../sdk/report/ProvenVerdict.js";
import { exchangeBulletins } from "./exchangeBulletins.js";
import type { Input } from "../../supernode/Input.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { Loop } from "./Loop.js";
import { LoopFailed } from "./LoopFailed.js";
import { moveToEpoch } from "./moveToEpoch.js";
import type { PublishedReport } from "./PublishedReport.js";
import { scanSubmissions } from "./scanSubmissions.js";
import { claimRewards } from "./steps/claimRewards.js";
import { electCouncil } from "./steps/electCouncil.js";
import { flushMarket } from "./steps/flushMarket.js";
import { leaveStake } from "./steps/leaveStake.js";
import { proveEquivocation } from "./steps/proveEquivocation.js";
import { proveWrongKey } from "./steps/proveWrongKey.js";
import { publishReport } from "./steps/publishReport.js";
import { recordVerdict } from "./steps/recordVerdict.js";
import { refundUndelivered } from "./steps/refundUndelivered.js";
import { releaseProceeds } from "./steps/releaseProceeds.js";
import { runSale } from "./steps/runSale.js";
import { sellContent } from "./steps/sellContent.js";
import { skipJailed } from "./steps/skipJailed.js";
import { submitSamples } from "./steps/submitSamples.js";
import { subscribe } from "./steps/subscribe.js";
import type { SubmittedInput } from "./SubmittedInput.js";

/** All steps in the order of the protocol's life. */
export async function playEverything(
  loop: Loop,
  inputs: readonly Input[],
  supernodes: readonly LocalSupernode[],
): Promise<{ submissions: readonly SubmittedInput[]; published: PublishedReport }> {
  const { journal, system } = loop;
  await journal.step("Sale: several buyers, finalize, burn, claim", () => runSale(loop));
  await journal.step("Election: supernodes register, voters vote, seats fill", () => electCouncil(loop, supernodes));
  const submissions = await journal.step("Submission: encrypt, wrap the keys, submit the roots", () =>
    submitSamples(loop, inputs, supernodes),
  );
  const epoch = await system.clock.currentEpoch();
  const refusals = await journal.step("Supernodes: check, scan and store every content, exchange what they found", () =>
    scanSubmissions(loop, submissions, supernodes),
  );
  journal.check("no supernode refuses a content", refusals.size === 0, `${submissions.length} contents`);
  await moveToEpoch(loop, epoch + 1n);
  await exchangeBulletins(loop, supernodes, epoch);
  const published = await journal.step("Report: each builds it, a quorum signs, anyone publishes", () =>
    publishReport(loop, supernodes, epoch, []),
  );
  journal.check(
    "all supernodes build one report",
    published.signed.length === supernodes.length,
    `${published.contents.verdicts.length} verdicts, digest ${published.report.cid}`,
  );
  await journal.step("Rewards: submitters claim", () => claimRewards(loop, published));

  const [first, second] = submissions;
  const [, honest, , cheat, absent] = supernodes;
  const equivocator = supernodes.at(-1);
  if (first === undefined || !honest || !cheat || !absent || !equivocator) {
    throw new LoopFailed("the loop needs an input and seven supernodes");
  }
  const provenOf = ({ claims: { sample } }: SubmittedInput): ProvenVerdict =>
    proofOfVerdict(published.contents, sample.kind, sample.contentHash);
  const bought = provenOf(first);
  const other = provenOf(second ?? first);

  await journal.step("Verdict: recorded on chain", () => recordVerdict(loop, bought));
  await journal.step("Purchase: key delivered, file fetched, decrypted and compared", () =>
    sellContent(loop, bought, honest),
  );
  await journal.step("Fraud: a wrong key is proven on chain", () => proveWrongKey(loop, other, cheat));
  await journal.step("Fraud: an equivocation is proven on chain", () =>
    proveEquivocation(loop, published.report, equivocator),
  );
  await journal.step("Next report: the jailed supernode's signature is skipped", () =>
    skipJailed(loop, supernodes, equivocator, published),
  );
  await journal.step("Silence: an undelivered order is refunded", () => refundUndelivered(loop, other, absent));
  await journal.step("Subscription: five epochs, cancelled after two", () => subscribe(loop));
  await journal.step("Market: the pool's share is paid, the burn burned", () => flushMarket(loop));
  await journal.step("Voter: leaves through a ticket", () => leaveStake(loop, honest));
  await journal.step("Proceeds: released so far", () => releaseProceeds(loop));
  return { submissions, published };
}
