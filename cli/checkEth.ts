import type { FeeData, Provider, TransactionRequest } from "ethers";

import { explainError } from "../sdk/errors/explainError.js";
import { formatQuantity } from "../sdk/units/formatQuantity.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import type { GasTerms } from "./GasTerms.js";

/** Percent of the estimate that a transaction may use: rewards drip by the second, and storage that they reach costs more. */
const GAS_LIMIT_PERCENT = 125n;

/** The most gas that a transaction can use on Ethereum (EIP-7825). */
const MAXIMUM_GAS = 2n ** 24n;

/**
 * Refuses a transaction that the account cannot pay, with what it takes: nodes each say it in words of their own. Refuses gas and
 * fees above a ceiling too: the node proposes both, and what is signed is paid.
 *
 * @param maxFeeWei the most to pay for one unit of gas
 * @returns what to sign: the fees that were looked at, since the node may name others when it is asked again
 * @throws what the contract would refuse with
 */
export async function checkEth(
  provider: Pick<Provider, "getBalance" | "estimateGas" | "getFeeData">,
  account: string,
  request: TransactionRequest,
  maxFeeWei: bigint,
): Promise<GasTerms> {
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
  if (estimate > MAXIMUM_GAS) throw tooMuchGas(estimate);
  const ample = (estimate * GAS_LIMIT_PERCENT) / 100n;
  const gasLimit = ample < MAXIMUM_GAS ? ample : MAXIMUM_GAS;
  const fees = feesIn(await provider.getFeeData());
  const feePerGas = "gasPrice" in fees ? fees.gasPrice : fees.maxFeePerGas;
  if (feePerGas > maxFeeWei) throw tooHigh(feePerGas, maxFeeWei);

  const fee = gasLimit * feePerGas;
  if (balance < value + fee) {
    const needed = `up to ${formatQuantity(value + fee, "ETH")}`;
    const parts = value === 0n ? " for its gas" : `: ${formatQuantity(value, "ETH")} to send, the rest for its gas`;
    throw tooLittle(account, balance, needed + parts);
  }
  return { gasLimit, ...fees };
}

function feesIn({ maxFeePerGas, maxPriorityFeePerGas, gasPrice }: FeeData) {
  if (maxFeePerGas !== null && maxPriorityFeePerGas !== null) return { maxFeePerGas, maxPriorityFeePerGas };
  if (gasPrice !== null) return { type: 0, gasPrice } as const; // a chain from before EIP-1559
  throw new CommandError(ExitCode.network, "the node names no fee for gas", "Name another one with --rpc.");
}

function tooMuchGas(estimate: bigint): CommandError {
  return new CommandError(
    ExitCode.refused,
    `the node estimates ${formatQuantity(estimate, "number")} gas, and a transaction can use ${formatQuantity(MAXIMUM_GAS, "number")}`,
    "Nothing was sent. Ask another node with --rpc.",
  );
}

function tooHigh(feePerGas: bigint, maxFeeWei: bigint): CommandError {
  return new CommandError(
    ExitCode.refused,
    `the node proposes to pay up to ${formatQuantity(feePerGas, "gwei")} for each unit of gas, above the ceiling of ${formatQuantity(maxFeeWei, "gwei")}`,
    "Nothing was sent. Ask another node with --rpc, wait, or raise the ceiling with --max-fee or VIRUSMAP_MAX_FEE.",
  );
}

function tooLittle(account: string, balance: bigint, needed: string): CommandError {
  return new CommandError(
    ExitCode.funds,
    `${account} has ${formatQuantity(balance, "ETH")}, and the transaction needs ${needed}`,
    "Send ETH to the account.",
  );
}
