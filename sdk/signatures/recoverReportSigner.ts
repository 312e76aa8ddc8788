import { verifyTypedData } from "ethers";

import type { Report } from "../types/Report.js";
import type { Signature } from "../types/Signature.js";
import { reportTypedData } from "./reportTypedData.js";

/** Whose key signed a report. Another report, chain or ledger yields another address. */
export function recoverReportSigner(chainId: bigint, ledger: string, report: Report, signature: Signature): string {
  const { domain, types, message } = reportTypedData(chainId, ledger, report);
  return verifyTypedData(domain, types, message, { r: signature.r, yParityAndS: signature.vs });
}
