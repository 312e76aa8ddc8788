import { join } from "node:path";

import { getAddress, TypedDataEncoder } from "ethers";

import { reportTypedData } from "../sdk/signatures/reportTypedData.js";
import { signReport } from "../sdk/signatures/signReport.js";
import type { Report } from "../sdk/types/Report.js";
import type { Signature } from "../sdk/types/Signature.js";
import type { Deployment } from "./Deployment.js";
import { recordOnce } from "./recordOnce.js";
import { recordPath } from "./recordPath.js";
import type { Supernode } from "./Supernode.js";
import { Refusal } from "./Refusal.js";

/**
 * Signs a report, and never another one for its epoch and round, which would be an equivocation: what was signed is on
 * disk before the signature exists, so that neither a restart nor a chain that changed its mind leads to a second.
 *
 * @throws {Refusal} for another report of a round that was signed
 */
export async function signOnce(
  { workspace, signer }: Pick<Supernode, "workspace" | "signer">,
  { chainId, ledger }: Deployment,
  report: Report,
): Promise<Signature> {
  const { domain, types, message } = reportTypedData(chainId, ledger, report);
  const digest = TypedDataEncoder.hash(domain, types, message);
  const name = `${chainId}-${getAddress(ledger)}-${report.epoch}-${report.round}`;
  const path = await recordPath(join(workspace, "signed"), name);
  const signed = await recordOnce(path, digest);
  if (signed !== digest) {
    throw new Refusal(`it signed ${signed} for epoch ${report.epoch}, round ${report.round}, and signs no ${digest}`);
  }
  return signReport(signer, chainId, ledger, report);
}
