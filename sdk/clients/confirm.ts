import type { TransactionReceipt, TransactionResponse } from "ethers";

import { explainError } from "../errors/explainError.js";

/** Waits until a transaction is in a block. Whatever refuses it on the way is thrown as `explainError` puts it. */
export async function confirm(sending: Promise<TransactionResponse>): Promise<TransactionReceipt> {
  let receipt: TransactionReceipt | null;
  try {
    receipt = await (await sending).wait();
  } catch (error) {
    throw explainError(error);
  }
  if (receipt === null) throw new Error("the transaction is in no block yet, although one confirmation was awaited");
  return receipt;
}
