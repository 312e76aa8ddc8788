import { isError, type TransactionReceipt, type TransactionResponse } from "ethers";

import { explainError } from "../errors/explainError.js";
import { ReplacedTransactionError } from "./ReplacedTransactionError.js";

/** Before it looks for the receipt once more. */
const LOOK_MILLISECONDS = 1_000;

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
    receipt = await whenMined(response.replaceableTransaction(Math.max(0, block - BLOCKS_BACK)));
  } catch (error) {
    if (isError(error, "TRANSACTION_REPLACED"))
      throw new ReplacedTransactionError(hash, error.replacement.hash, error.reason, { cause: error });
    throw explainError(error);
  }
  if (receipt === null) throw new Error("the transaction is in no block yet, although one confirmation was awaited");
  return receipt;
}

/**
 * ethers looks again when it hears of a new block. On a chain that makes blocks for transactions only, the transaction's own can come
 * between its first look and the first number that it hears, and then no other.
 */
async function whenMined(response: TransactionResponse): Promise<TransactionReceipt | null> {
  let timer: NodeJS.Timeout | undefined;
  const looked = new Promise<TransactionReceipt | null>((resolve) => {
    const look = (): void => {
      response.provider.getTransactionReceipt(response.hash).then(
        (receipt) => {
          if (receipt !== null) resolve(response.wait()); // which refuses what failed
        },
        () => undefined, // asked again soon
      );
    };
    timer = setInterval(look, LOOK_MILLISECONDS);
    timer.unref(); // a command that gave up waiting ends
  });
  try {
    return await Promise.race([response.wait(), looked]);
  } finally {
    clearInterval(timer);
  }
}
