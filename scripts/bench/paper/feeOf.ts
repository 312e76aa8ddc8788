import type { Assumptions } from "./Assumptions.js";

const GWEI = 1e-9; // ether
const FJORD = { intercept: -42_585_600, coefficient: 836_500, leastBytes: 100, millionths: 1e6 } as const;
const UNITS_PER_BYTE = 16;

interface Cost {
  readonly gas: number;
  /** Of the whole transaction. Hashes and signatures do not compress. */
  readonly bytes: number;
}

/** Fee of one transaction in ether: for its gas, and on a rollup for its bytes on Ethereum. */
export function feeOf({ gas, bytes }: Cost, chain: Assumptions["chains"][number]): number {
  return (gas * chain.executionGasPriceGwei + dataFeeGwei(bytes, chain)) * GWEI;
}

function dataFeeGwei(bytes: number, chain: Assumptions["chains"][number]): number {
  switch (chain.dataFee) {
    case "none":
      return 0; // calldata is part of the gas
    case "opStackFjord": {
      const estimated = FJORD.intercept + FJORD.coefficient * bytes;
      const size = Math.max(estimated, FJORD.leastBytes * FJORD.millionths);
      const price =
        UNITS_PER_BYTE * chain.baseFeeScalar * chain.l1BaseFeeGwei + chain.blobBaseFeeScalar * chain.l1BlobBaseFeeGwei;
      return (size * price) / FJORD.millionths ** 2;
    }
    case "arbitrum":
      return UNITS_PER_BYTE * bytes * chain.l1PricePerUnitGwei;
  }
}
