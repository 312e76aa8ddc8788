import { Signature as EthersSignature, type Signer } from "ethers";

import type { Report } from "../types/Report.js";
import type { Signature } from "../types/Signature.js";
import { reportTypedData } from "./reportTypedData.js";

/**
 * A supernode's signature of a report, by its signing key (`new Wallet(privateKey)` when only the key is at hand). Sign
 * one report an epoch and round: two are an equivocation, which costs a tenth of the stake.
 */
export async function signReport(signer: Signer, chainId: bigint, ledger: string, report: Report): Promise<Signature> {
  const { domain, types, message } = reportTypedData(chainId, ledger, report);
  const { r, yParityAndS } = EthersSignature.from(await signer.signTypedData(domain, types, message));
  return { r, vs: yParityAndS };
}
