import type { ReportFile } from "../sdk/report/ReportFile.js";
import { buildReport } from "../sdk/report/buildReport.js";
import type { Report } from "../sdk/types/Report.js";
import type { Signature } from "../sdk/types/Signature.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Deployment } from "./Deployment.js";
import { gatherBasis } from "./gatherBasis.js";
import { keepLabels } from "./keepLabels.js";
import type { Supernode } from "./Supernode.js";
import { Refusal } from "./Refusal.js";
import { signOnce } from "./signOnce.js";

/**
 * A supernode builds the report from what it knows itself, and signs the proposed one if it is the same. Then it keeps the
 * file and the labels, so that whoever wants them need not ask the proposer.
 *
 * @returns a refusal when the reports differ, or when it signed another one for this round
 */
export async function considerReport(
  system: SystemContracts,
  deployment: Deployment,
  node: Supernode,
  proposed: Report,
  earlier: readonly ReportFile[],
): Promise<Signature | Refusal> {
  const { inputs, tables } = await gatherBasis(system, proposed.epoch, node.bulletins.values(), earlier);
  const { report, file } = buildReport(inputs);
  const differences = (Object.keys(report) as (keyof Report)[])
    .filter((field) => report[field] !== proposed[field])
    .map((field) => `${field} ${report[field]} and not ${proposed[field]}`);
  if (differences.length > 0) return new Refusal(`it builds a report with ${differences.join(", ")}`);

  try {
    const signature = await signOnce(node, deployment, report);
    await node.store.put([file]);
    for (const table of tables) await keepLabels(node.workspace, table);
    return signature;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
