import type { TransactionReceipt } from "ethers";

import type { Field } from "./output/Field.js";

/** What every transaction's outcome ends with. */
export function receiptFields({ hash, blockNumber, gasUsed, fee }: TransactionReceipt): Field[] {
  return [
    { name: "transaction", label: "Transaction", value: hash },
    { name: "block", label: "Block", value: blockNumber },
    { name: "gasUsed", label: "Gas used", value: gasUsed, unit: "number" },
    { name: "feeWei", label: "Fee", value: fee, unit: "ETH" },
  ];
}
