import type { TransactionReceipt } from "ethers";

/** What every transaction of a client yields: its receipt, beside what its events say. */
export interface Confirmed {
  readonly receipt: TransactionReceipt;
}
