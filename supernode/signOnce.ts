import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { TypedDataEncoder } from "ethers";

import { reportTypedData } from "../sdk/signatures/reportTypedData.js";
import { signReport } from "../sdk/signatures/signReport.js";
import type { Report } from "../sdk/types/Report.js";
import type { Signature } from "../sdk/types/Signature.js";
import type { Deployment } from "./Deployment.js";
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
  const folder = join(workspace, "signed");
  const path = join(folder, `${chainId}-${ledger}-${report.epoch}-${report.round}`);
  await mkdir(folder, { recursive: true });
  const signed = await recordOnce(path, digest);
  if (signed !== digest) {
    throw new Refusal(`it signed ${signed} for epoch ${report.epoch}, round ${report.round}, and signs no ${digest}`);
  }
  return signReport(signer, chainId, ledger, report);
}

/** Writes a file unless it exists, and returns what it holds: of two at once, one wins. Half a digest matches none. */
async function recordOnce(path: string, digest: string): Promise<string> {
  try {
    await writeFile(path, digest, { flag: "wx", flush: true });
    return digest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readFile(path, "utf8");
  }
}
