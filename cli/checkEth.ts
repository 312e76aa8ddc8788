import type { Provider, TransactionRequest } from "ethers";

import { explainError } from "../sdk/errors/explainError.js";
import { formatQuantity } from "../sdk/units/formatQuantity.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

/** Percent of the estimate that a transaction may use: rewards drip by the second, and storage that they reach costs more. */
const GAS_LIMIT_PERCENT = 125n;

/**
 * Refuses a transaction that the account cannot pay, with what it takes: nodes each say it in words of their own.
 *
 * @returns the gas to allow for
 * @throws what the contract would refuse with
 */
export async function checkEth(
  provider: Pick<Provider, "getBalance" | "estimateGas" | "getFeeData">,
  account: string,
  request: TransactionRequest,
): Promise<bigint> {
  const value = BigInt(request.value ?? 0n);
  const balance = await provider.getBalance(account);
  // No node estimates what sends more than there is.
  if (balance < value) throw tooLittle(account, balance, `${formatQuantity(value, "ETH")} and the gas`);

  let estimate: bigint;
  try {
    estimate = await provider.estimateGas({ ...request, from: account });
  } catch (error) {
    throw explainError(error);
  }
  const gasLimit = BigInt(request.gasLimit ?? (estimate * GAS_LIMIT_PERCENT) / 100n);
  const { maxFeePerGas, gasPrice } = await provider.getFeeData();
  const fee = gasLimit * (maxFeePerGas ?? gasPrice ?? 0n);
  if (balance < value + fee) {
    const needed = `up to ${formatQuantity(value + fee, "ETH")}`;
    const parts = value === 0n ? " for its gas" : `: ${formatQuantity(value, "ETH")} to send, the rest for its gas`;
    throw tooLittle(account, balance, needed + parts);
  }
  return gasLimit;
}

function tooLittle(account: string, balance: bigint, needed: string): CommandError {
  return new CommandError(
    ExitCode.funds,
    `${account} has ${formatQuantity(balance, "ETH")}, and the transaction needs ${needed}`,
    "Send ETH to the account.",
  );
}
