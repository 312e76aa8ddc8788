import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { Publisher } from "../../../sdk/clients/Publisher.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import type { ReportFile } from "../../../sdk/report/ReportFile.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import { considerReport } from "../../../supernode/considerReport.js";
import type { Deployment } from "../../../supernode/Deployment.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import type { Proposal } from "../../../supernode/Proposal.js";
import { proposeReport } from "../../../supernode/proposeReport.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import type { PublishedReport } from "../PublishedReport.js";
import { readLabels } from "../../../supernode/readLabels.js";
import { Refusal } from "../../../supernode/Refusal.js";

/**
 * Round after round, the supernode whose turn it is proposes and signs the report that it builds from what all have told, and
 * each other signs if it builds the same, until a quorum has. A bystander fetches the file from a signer, checks it and publishes.
 *
 * @param epoch of the report, the one before this
 * @param earlier reports of the epochs before
 */
export async function publishReport(
  loop: Loop,
  supernodes: readonly LocalSupernode[],
  epoch: bigint,
  earlier: readonly ReportFile[],
): Promise<PublishedReport> {
  const { system, journal, actors } = loop;
  const { report, signatures } = await agree(loop, supernodes, epoch, earlier);
  const signers = supernodes.filter(({ seat }) => signatures.has(seat));
  const contents = checkReport(await fetchFile(loop, signers, report.cid), report);

  const publishing = new Publisher(system, actors.bystander).publish(report, signatures);
  const { signers: counted } = await journal.confirmed("publish a report", publishing);
  const { verdictsRoot } = await system.ledger.publicationOf(epoch);
  journal.check("the report is on chain", verdictsRoot === contents.verdictTree.root, verdictsRoot);
  journal.note(`${signatures.size} signatures, ${formatQuantity(report.submitterTotal, "VMT")} for submitters`);
  return { report, contents, labels: await fetchLabels(signers, contents), signed: [...signatures.keys()], counted };
}

/** Moves on a round whenever too few sign, which another proposer may mend. */
async function agree(
  loop: Loop,
  supernodes: readonly LocalSupernode[],
  epoch: bigint,
  earlier: readonly ReportFile[],
): Promise<{ report: Report; signatures: Map<number, Signature> }> {
  const { system, journal } = loop;
  const { ledger, clock, council } = system;
  const quorum = Number(await council.QUORUM());
  const rounds = await clock.ROUNDS();
  const roundSeconds = (await clock.EPOCH_LENGTH()) / rounds;
  const start = await clock.epochStart(epoch + 1n);
  const deployment = await deploymentOf(loop);

  for (let round = await ledger.currentRound(); round < rounds; round++) {
    if ((await ledger.currentRound()) !== round) await loop.moveTo(start + round * roundSeconds);
    const seat = Number(await ledger.proposerOf(epoch, round));
    const proposer = supernodes.find((node) => node.seat === seat);
    if (proposer === undefined) continue;
    const proposal = await propose(loop, deployment, proposer, epoch, earlier);
    if (proposal instanceof Refusal) {
      journal.note(`round ${round}: supernode ${seat} proposes no report: ${proposal.message}`);
      continue;
    }
    const { report } = proposal;
    journal.note(`round ${round}: supernode ${seat} proposes a report with the digest ${report.cid}`);

    const signatures = new Map<number, Signature>();
    for (const node of [proposer, ...supernodes.filter((other) => other !== proposer)]) {
      const answer = await considerReport(system, deployment, node, { ...proposal, signatures }, earlier);
      if (answer instanceof Refusal) journal.note(`supernode ${node.seat} does not sign: ${answer.message}`);
      else signatures.set(node.seat, answer);
    }
    if (signatures.size >= quorum) return { report, signatures: new Map([...signatures].sort(([a], [b]) => a - b)) };
  }
  throw new LoopFailed(`no report of epoch ${epoch} found a quorum of ${quorum} in any round`);
}

async function propose(
  { system }: Loop,
  deployment: Deployment,
  { store }: LocalSupernode,
  epoch: bigint,
  earlier: readonly ReportFile[],
): Promise<Proposal | Refusal> {
  try {
    return (await proposeReport(system, deployment, store, epoch, earlier)).proposal;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** From the first signer that has it, into a folder of the bystander's own. */
async function fetchFile({ workspace }: Loop, [signer]: readonly LocalSupernode[], cid: string): Promise<Uint8Array> {
  if (signer === undefined) throw new LoopFailed(`nobody has signed the report ${cid}`);
  const folder = join(workspace, "bystander");
  await mkdir(folder, { recursive: true });
  const path = join(folder, cid);
  await signer.store.fetchTo(cid, path);
  return readFile(path);
}

/** The labels of each content, from the last signer, compared with its verdict. */
async function fetchLabels(
  signers: readonly LocalSupernode[],
  { verdicts }: ReportFile,
): Promise<PublishedReport["labels"]> {
  const signer = signers.at(-1);
  if (signer === undefined) throw new LoopFailed("nobody has signed the report");
  return new Map(
    await Promise.all(
      verdicts.map(
        async ({ contentHash, labelsHash }) => [contentHash, await readLabels(signer.workspace, labelsHash)] as const,
      ),
    ),
  );
}
