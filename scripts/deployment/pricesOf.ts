import type { Provider } from "ethers";

import type { Prices } from "./Prices.js";

/** What the network asks for gas now. */
export async function pricesOf(provider: Provider): Promise<Prices> {
  const [block, { maxFeePerGas, maxPriorityFeePerGas, gasPrice }] = await Promise.all([
    provider.getBlock("latest"),
    provider.getFeeData(),
  ]);
  const baseFee = block?.baseFeePerGas ?? undefined;
  const base = baseFee ?? gasPrice ?? 0n;
  const expected = baseFee === undefined ? base : base + (maxPriorityFeePerGas ?? 0n);
  return { base, expected, maximum: maxFeePerGas ?? gasPrice ?? expected };
}
