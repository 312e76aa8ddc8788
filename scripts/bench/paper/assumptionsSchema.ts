import { z } from "zod";

const prices = {
  name: z.string(),
  executionGasPriceGwei: z.number().positive(),
  l1BaseFeeGwei: z.number().positive(),
  l1BlobBaseFeeGwei: z.number().positive(),
};

const chain = z.discriminatedUnion("dataFee", [
  z.object({ ...prices, dataFee: z.literal("none") }),
  /** OP Stack since Fjord: the fee of `GasPriceOracle.getL1Fee`, with scalars that the chain's operator sets. */
  z.object({
    ...prices,
    dataFee: z.literal("opStackFjord"),
    baseFeeScalar: z.int(),
    blobBaseFeeScalar: z.int(),
  }),
  /** Arbitrum: 16 units for each compressed byte, at the price that ArbOS adapts to what its poster paid. */
  z.object({ ...prices, dataFee: z.literal("arbitrum"), l1PricePerUnitGwei: z.number().positive() }),
]);

/** `bench/assumptions.json`. */
export const assumptionsSchema = z.object({
  statedOn: z.string(),
  note: z.string(),
  etherUsd: z.number().positive(),
  samplesPerDay: z.int().positive(),
  meanFileBytes: z.int().positive(),
  samplesPerSubmitter: z.int().positive(),
  /** Of all aggregators: one an hour from each of 21 supernodes are 504. */
  rootsPerDay: z.int().positive(),
  claimsPerDay: z.int().nonnegative(),
  purchasesPerDay: z.int().nonnegative(),
  /** Signature, nonce, fees and address beside the calldata. */
  transactionEnvelopeBytes: z.int().positive(),
  seats: z.int().positive(),
  chains: z.array(chain).min(1),
});
