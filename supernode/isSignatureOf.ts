import { ZeroAddress } from "ethers";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { recoverReportSigner } from "../sdk/signatures/recoverReportSigner.js";
import type { Report } from "../sdk/types/Report.js";
import type { Signature } from "../sdk/types/Signature.js";
import type { Deployment } from "./Deployment.js";

/** Whether a report's signature is by the key of whoever holds `seat` in its epoch. Nobody holds an empty seat. */
export async function isSignatureOf(
  { council, staking }: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  report: Report,
  seat: number,
  signature: Signature,
): Promise<boolean> {
  const signer = signerOf(deployment, report, signature);
  if (signer === null || seat >= Number(await council.SEATS())) return false;
  const [supernode] = await staking.signerStatus(signer, report.epoch);
  return supernode !== ZeroAddress && supernode === (await council.holderOf(seat, report.epoch));
}

/** Not every pair of numbers is a signature. */
function signerOf({ chainId, ledger }: Deployment, report: Report, signature: Signature): string | null {
  try {
    return recoverReportSigner(chainId, ledger, report, signature);
  } catch {
    return null;
  }
}
