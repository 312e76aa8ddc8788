import { z } from "zod";

const transaction = z.object({ gas: z.int(), calldataGas: z.int(), calldataBytes: z.int(), depth: z.int() });
const seconds = z.number().nonnegative();

/** What `buildEpoch.ts` prints. */
const building = z.object({
  samples: z.int(),
  accounts: z.int(),
  seconds: z.object({
    sampleLeaves: seconds,
    submissionTree: seconds,
    report: seconds,
    check: seconds,
    /** From the verdicts of a report that was read, in the order in which they lie in memory. */
    verdictTree: seconds,
    /** From the verdicts of who built the report, which lie where the submissions did. */
    builderTree: seconds,
    hashAlone: seconds,
  }),
  proofsPerSecond: z.number(),
  reportBytes: z.int(),
  mebibytes: z.object({ node: z.number(), inputs: z.number(), peak: z.number() }),
});

/** What `playEpoch.ts` prints. */
const transactions = z.object({
  submit: transaction,
  publish: transaction,
  claim: transaction,
  purchase: transaction,
  deliver: transaction,
  accept: transaction,
});

const size = building.extend({ transactions });

/** `bench/scale.json` and its parts. */
export const scaleSchema = {
  building,
  transactions,
  file: z.object({
    measuredOn: z.string(),
    machine: z.object({ processor: z.string(), cores: z.int(), memoryGibibytes: z.int(), node: z.string() }),
    sizes: z.array(size),
  }),
} as const;
