import { dataLength, type Provider } from "ethers";

import { InsufficientFundsError } from "./InsufficientFundsError.js";

const TRANSACTION_GAS = 21_000n;
const CREATION_GAS = 32_000n;
const CALLDATA_GAS = 16n; // a byte that is not zero
const INIT_CODE_GAS = 2n; // for each 32 bytes, EIP-3860
const CODE_DEPOSIT_GAS = 200n; // a byte of runtime code
const CONSTRUCTOR_GAS = 600_000n; // more than any constructor uses: about twenty new slots and a few calls

/**
 * Checks that the deployer can pay for contracts at the current gas price, by an upper estimate.
 *
 * @param creationCodes creation code of each contract that is still to be deployed; it is longer than the runtime code
 * @returns gas estimated for all of them
 * @throws InsufficientFundsError
 */
export async function checkFunds(
  provider: Provider,
  deployer: string,
  creationCodes: readonly string[],
): Promise<bigint> {
  const gas = creationCodes.reduce((total, code) => {
    const bytes = BigInt(dataLength(code));
    const perByte = bytes * (CALLDATA_GAS + CODE_DEPOSIT_GAS) + (bytes / 32n + 1n) * INIT_CODE_GAS;
    return total + TRANSACTION_GAS + CREATION_GAS + CONSTRUCTOR_GAS + perByte;
  }, 0n);
  const { maxFeePerGas, gasPrice } = await provider.getFeeData();
  const neededWei = gas * (maxFeePerGas ?? gasPrice ?? 0n);
  const balanceWei = await provider.getBalance(deployer);
  if (balanceWei < neededWei) throw new InsufficientFundsError(deployer, balanceWei, neededWei);
  return gas;
}
