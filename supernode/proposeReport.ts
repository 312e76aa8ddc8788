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
import { toJson } from "./toJson.js";

interface ProposedReport {
  readonly proposal: Proposal;
  readonly contents: ReportFile;
  /** The bytes behind the report's `cid`. */
  readonly file: Uint8Array;
  /** Whose bulletins it is built from, ascending. */
  readonly seats: readonly number[];
}

/**
 * Builds the report of `epoch` from everything that is told in a store, one bulletin a seat. Nobody has signed it yet. What is
 * proposed for submitters follows the second, so that a proposal which differs in nothing else is made again as it is, as long as
 * supernodes sign it: a signature that it has counts for it alone, and there is one a round.
 *
 * @param earlier reports of the epochs before
 * @param firstBlock see `gatherBasis`
 * @param before a proposal that there is already
 * @throws {Refusal} when too few have told
 */
export async function proposeReport(
  system: SystemContracts,
  deployment: Deployment,
  store: SharedStore,
  epoch: bigint,
  earlier: readonly ReportFile[],
  firstBlock = 0,
  before?: Proposal,
): Promise<ProposedReport> {
  const heard = await hearBulletins(system, deployment, store, epoch);
  const chosen = [...heard.values()].flatMap(([first]) => first ?? []).sort((a, b) => a.seat - b.seat);
  const seats = chosen.map(({ seat }) => seat);
  const { least, proposed, most } = await readBudgets(system, epoch);
  const told = await loadBulletins(store, chosen, Number(await system.council.QUORUM()));
  const { inputs } = await gatherBasis(system, epoch, told, earlier, proposed, firstBlock);
  await requireEnough(system, inputs, new Set(seats));
  const bulletins = chosen.map(({ digest }) => digest);
  const build = (submittersBudget: bigint): ProposedReport => {
    const { report, contents, file } = buildReport({ ...inputs, submittersBudget });
    return { proposal: { report, bulletins, submittersBudget, signatures: new Map() }, contents, file, seats };
  };
  const isOfNow = before?.report.epoch === epoch && before.report.round === inputs.round;
  if (isOfNow && before.submittersBudget >= least && before.submittersBudget <= most) {
    const again = build(before.submittersBudget);
    if (toJson(again.proposal.report) === toJson(before.report)) return again;
  }
  return build(proposed);
}
