import { AbiCoder, keccak256 } from "ethers";

import type { LabelTable } from "./LabelTable.js";

const ENCODING = "tuple(string engine, string version, string signatureVersion, string label)[]";

/**
 * The hash that a verdict commits to: keccak256 of the ABI encoding of the table's rows, in the table's order. A row
 * without a label is encoded with the empty text, which no label is.
 */
export function labelsHash({ labels }: LabelTable): string {
  const rows = labels.map(({ engine, version, signatureVersion, label }) => ({
    engine,
    version,
    signatureVersion,
    label: label ?? "",
  }));
  return keccak256(AbiCoder.defaultAbiCoder().encode([ENCODING], [rows]));
}
