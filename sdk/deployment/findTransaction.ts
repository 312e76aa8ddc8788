import type { Provider, TransactionResponse } from "ethers";

/**
 * The mined transaction of an account with a nonce. Asks how many transactions the account had sent up to a block, and
 * halves the range of blocks until one is left. A node that has forgotten old states is asked for each block instead.
 *
 * @param firstBlock no transaction with this nonce was mined before it
 * @returns undefined when the newest block does not have it yet
 */
export async function findTransaction(
  provider: Provider,
  sender: string,
  nonce: number,
  firstBlock: number,
): Promise<TransactionResponse | undefined> {
  const newest = await provider.getBlockNumber();
  if ((await provider.getTransactionCount(sender, newest)) <= nonce) return undefined;

  const block = await halve(provider, sender, nonce, firstBlock, newest).catch(() => undefined);
  if (block !== undefined) return inBlock(provider, sender, nonce, block);
  for (let number = firstBlock; number <= newest; ++number) {
    const found = await inBlock(provider, sender, nonce, number);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first block after which the account had used the nonce. */
async function halve(
  provider: Provider,
  sender: string,
  nonce: number,
  firstBlock: number,
  newest: number,
): Promise<number> {
  let low = firstBlock;
  let high = newest;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await provider.getTransactionCount(sender, middle)) > nonce) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function inBlock(
  provider: Provider,
  sender: string,
  nonce: number,
  number: number,
): Promise<TransactionResponse | undefined> {
  const block = await provider.getBlock(number, true);
  return block?.prefetchedTransactions.find((sent) => sent.from === sender && sent.nonce === nonce);
}
