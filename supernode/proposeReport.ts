import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { buildReport } from "../sdk/report/buildReport.js";
import type { ReportFile } from "../sdk/report/ReportFile.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { Deployment } from "./Deployment.js";
import { gatherBasis } from "./gatherBasis.js";
import { hearBulletins } from "./hearBulletins.js";
import { loadBulletins } from "./loadBulletins.js";
import type { Proposal } from "./Proposal.js";
import { readBudgets } from "./readBudgets.js";
import { requireEnough } from "./requireEnough.js";

interface ProposedReport {
  readonly proposal: Proposal;
  readonly contents: ReportFile;
  /** The bytes behind the report's `cid`. */
  readonly file: Uint8Array;
  /** Whose bulletins it is built from, ascending. */
  readonly seats: readonly number[];
}

/**
 * Builds the report of `epoch` from everything that is told in a store, one bulletin a seat. Nobody has signed it yet.
 *
 * @param earlier reports of the epochs before
 * @param firstBlock see `gatherBasis`
 * @throws {Refusal} when too few have told
 */
export async function proposeReport(
  system: SystemContracts,
  deployment: Deployment,
  store: SharedStore,
  epoch: bigint,
  earlier: readonly ReportFile[],
  firstBlock = 0,
): Promise<ProposedReport> {
  const heard = await hearBulletins(system, deployment, store, epoch);
  const chosen = [...heard.values()].flatMap(([first]) => first ?? []).sort((a, b) => a.seat - b.seat);
  const seats = chosen.map(({ seat }) => seat);
  const { proposed: submittersBudget } = await readBudgets(system, epoch);
  const told = await loadBulletins(store, chosen, Number(await system.council.QUORUM()));
  const { inputs } = await gatherBasis(system, epoch, told, earlier, submittersBudget, firstBlock);
  await requireEnough(system, inputs, new Set(seats));
  const { report, contents, file } = buildReport(inputs);
  const bulletins = chosen.map(({ digest }) => digest);
  return { proposal: { report, bulletins, submittersBudget, signatures: new Map() }, contents, file, seats };
}
