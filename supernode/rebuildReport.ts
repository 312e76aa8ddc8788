import type { LabelTable } from "../engines/labels/LabelTable.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { buildReport } from "../sdk/report/buildReport.js";
import type { ReportFile } from "../sdk/report/ReportFile.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import type { Report } from "../sdk/types/Report.js";
import { formatQuantity } from "../sdk/units/formatQuantity.js";
import type { Deployment } from "./Deployment.js";
import { gatherBasis } from "./gatherBasis.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { loadBulletins } from "./loadBulletins.js";
import { openNamed } from "./openNamed.js";
import type { Proposal } from "./Proposal.js";
import { readBudgets } from "./readBudgets.js";
import { Refusal } from "./Refusal.js";
import { requireEnough } from "./requireEnough.js";

interface RebuiltReport {
  /** The bytes behind the report's `cid`. */
  readonly file: Uint8Array;
  readonly tables: readonly LabelTable[];
  /** By seat. */
  readonly named: ReadonlyMap<number, HeardBulletin>;
}

/**
 * Builds a proposed report anew, from exactly the bulletins that it names: what else is told meanwhile changes nothing.
 *
 * @param firstBlock see `gatherBasis`
 * @throws {Refusal} when they are not what they should be or too few, when its budget is not safe, or when it is another report
 */
export async function rebuildReport(
  system: SystemContracts,
  deployment: Deployment,
  store: Pick<ContentStore, "fetchTo" | "peek">,
  proposal: Proposal,
  earlier: readonly ReportFile[],
  firstBlock = 0,
): Promise<RebuiltReport> {
  const { report: proposed, submittersBudget } = proposal;
  const named = await openNamed(system, deployment, store, proposal);
  await requireEnough(system, proposed, new Set(named.keys()));
  const { least, most } = await readBudgets(system, proposed.epoch);
  if (submittersBudget < least || submittersBudget > most) {
    const [budget, from, to] = [submittersBudget, least, most].map((amount) => formatQuantity(amount, "VMT"));
    throw new Refusal(`its budget for submitters is ${budget}, and ${from} to ${to} are safe`);
  }

  const quorum = Number(await system.council.QUORUM());
  const bulletins = await loadBulletins(store, [...named.values()], quorum);
  const { inputs, tables } = await gatherBasis(
    system,
    proposed.epoch,
    bulletins,
    earlier,
    submittersBudget,
    firstBlock,
  );
  const { report, file } = buildReport(inputs);
  const differences = (Object.keys(report) as (keyof Report)[])
    .filter((field) => report[field] !== proposed[field])
    .map((field) => `${field} ${show(field, report)} and not ${show(field, proposed)}`);
  if (differences.length > 0) throw new Refusal(`its bulletins make a report with ${differences.join(", ")}`);
  return { file, tables, named };
}

function show(field: keyof Report, report: Report): string {
  const isAmount = field === "submitterTotal" || field === "storageTotal";
  return isAmount ? formatQuantity(report[field], "VMT") : String(report[field]);
}
