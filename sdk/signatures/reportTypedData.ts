import type { Report } from "../types/Report.js";
import type { TypedData } from "./TypedData.js";

/**
 * What a supernode signs for a report; its digest is `VerdictLedger.digestOf`.
 *
 * @param ledger address of the VerdictLedger
 */
export function reportTypedData(chainId: bigint, ledger: string, report: Report): TypedData {
  return {
    domain: { name: "VirusMap VerdictLedger", version: "1", chainId, verifyingContract: ledger },
    types: {
      Report: [
        { name: "epoch", type: "uint32" },
        { name: "round", type: "uint8" },
        { name: "verdictsRoot", type: "bytes32" },
        { name: "rewardsRoot", type: "bytes32" },
        { name: "submitterTotal", type: "uint96" },
        { name: "storageTotal", type: "uint96" },
        { name: "cid", type: "bytes32" },
      ],
    },
    message: { ...report },
  };
}
