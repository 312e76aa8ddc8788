import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { ReportFile } from "../sdk/report/ReportFile.js";
import type { Signature } from "../sdk/types/Signature.js";
import type { Deployment } from "./Deployment.js";
import { hearBulletins } from "./hearBulletins.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { keepLabels } from "./keepLabels.js";
import type { Proposal } from "./Proposal.js";
import { readTold } from "./readTold.js";
import { rebuildReport } from "./rebuildReport.js";
import { Refusal } from "./Refusal.js";
import { requireHeard } from "./requireHeard.js";
import { requireTurn } from "./requireTurn.js";
import { signOnce } from "./signOnce.js";
import type { Supernode } from "./Supernode.js";

/**
 * A supernode builds a proposed report anew, from the bulletins that it names, and signs if it is the same and leaves nobody out
 * (docs/decisions/0017-proposals-name-their-bulletins.md). Then it keeps the file and the labels, so that whoever wants them
 * need not ask the proposer.
 *
 * @param node with its seat in the report's epoch
 * @param earlier reports of the epochs before
 * @param firstBlock see `gatherBasis`
 * @returns a refusal that says why it does not sign
 */
export async function considerReport(
  system: SystemContracts,
  deployment: Deployment,
  node: Supernode & { readonly seat: number },
  proposal: Proposal,
  earlier: readonly ReportFile[],
  firstBlock = 0,
): Promise<Signature | Refusal> {
  try {
    await requireTurn(system, deployment, proposal, node.seat);
    const { file, tables, named } = await rebuildReport(system, deployment, node.store, proposal, earlier, firstBlock);
    await requireOwn(node, deployment, proposal, named);
    const heard = await hearBulletins(system, deployment, node.store, proposal.report.epoch, named.values());
    requireHeard(heard, named);

    const signature = await signOnce(node, deployment, proposal.report);
    await node.store.put([file]);
    for (const table of tables) await keepLabels(node.workspace, table);
    return signature;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What it told itself it knows from its own folder, whatever the store shows. */
async function requireOwn(
  node: Supernode & { readonly seat: number },
  deployment: Deployment,
  { report: { epoch } }: Proposal,
  named: ReadonlyMap<number, HeardBulletin>,
): Promise<void> {
  const told = await readTold(node, deployment, epoch);
  const own = named.get(node.seat);
  if (told === undefined || told.envelope.contents === own?.contents) return;
  throw new Refusal(
    own === undefined
      ? `it leaves out what this supernode told for seat ${node.seat}`
      : `it names ${own.digest} for seat ${node.seat}, which is not what this supernode told`,
  );
}
