import { formatEther, type Provider } from "ethers";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

/**
 * Refuses a transaction that the account cannot pay, in words: nodes each say it in their own.
 *
 * @param value wei to be sent, without the gas
 */
export async function checkEth(provider: Provider, account: string, value: bigint): Promise<void> {
  const balance = await provider.getBalance(account);
  if (balance > value) return;
  throw new CommandError(
    ExitCode.funds,
    `${account} has ${formatEther(balance).replace(/\.0$/, "")} ETH, and is to send ${formatEther(value).replace(/\.0$/, "")} ETH beside the gas`,
    "Send ETH to the account, or choose a smaller amount.",
  );
}
