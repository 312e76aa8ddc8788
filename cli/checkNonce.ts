import { setTimeout } from "node:timers/promises";

import type { Provider } from "ethers";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const AGAIN_MILLISECONDS = 1_000;

/**
 * Looks for transactions of an account that are sent and not mined. Of two nodes behind one URL one may lag behind the other, so
 * that what it says is asked again after a while.
 *
 * @param milliseconds before it asks again
 * @returns why nothing should be sent now, if so
 */
export async function checkNonce(
  provider: Pick<Provider, "getTransactionCount">,
  account: string,
  milliseconds = AGAIN_MILLISECONDS,
): Promise<CommandError | undefined> {
  const unmined = async (): Promise<{ first: number; count: number }> => {
    // In this order: what is mined in between is then no transaction that waits.
    const next = await provider.getTransactionCount(account, "pending");
    const first = await provider.getTransactionCount(account, "latest");
    return { first, count: next - first };
  };
  if ((await unmined()).count <= 0) return undefined;
  await setTimeout(milliseconds);
  const { first, count } = await unmined();
  if (count <= 0) return undefined;

  const [transactions, nonces] =
    count === 1
      ? ["1 transaction that is not mined", `nonce ${first}`]
      : [`${count} transactions that are not mined`, `nonces ${first} to ${first + count - 1}`];
  return new CommandError(
    ExitCode.pending,
    `${account} has ${transactions} (${nonces})`,
    `Nothing was sent. Wait until the account has none, then repeat the command. A new transaction with nonce ${first} and a higher fee replaces the first: wallets call it speeding up or cancelling.`,
  );
}
