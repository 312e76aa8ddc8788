import { isError, type TransactionReceipt, type TransactionResponse } from "ethers";

import { explainError } from "../errors/explainError.js";
import { ReplacedTransactionError } from "./ReplacedTransactionError.js";

/** A node may name a block that is some older than the one in which a replacement is already mined. */
const BLOCKS_BACK = 3;

/**
 * Waits until a transaction, or one that takes its place, is in a block. Whatever refuses it on the way is thrown as `explainError`
 * puts it.
 *
 * @throws {ReplacedTransactionError} when another one took its place
 */
export async function confirm(sending: Promise<TransactionResponse>): Promise<TransactionReceipt> {
  let receipt: TransactionReceipt | null;
  let hash = "";
  try {
    const response = await sending;
    hash = response.hash;
    // What ethers gives for a call of a contract does not know since when a replacement is to be looked for, and never notices one.
    const block = await response.provider.getBlockNumber();
    receipt = await response.replaceableTransaction(Math.max(0, block - BLOCKS_BACK)).wait();
  } catch (error) {
    if (isError(error, "TRANSACTION_REPLACED"))
      throw new ReplacedTransactionError(hash, error.replacement.hash, error.reason, { cause: error });
    throw explainError(error);
  }
  if (receipt === null) throw new Error("the transaction is in no block yet, although one confirmation was awaited");
  return receipt;
}
