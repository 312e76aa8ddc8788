import { z } from "zod";

const size = z.object({
  mebibytes: z.int(),
  mebibytesPerSecond: z.object({
    processorAlone: z.number(),
    reference: z.number(),
    hash: z.number(),
    encrypt: z.number(),
    decrypt: z.number(),
  }),
  memoryMebibytes: z.object({ started: z.number(), peak: z.number() }),
});

const scan = z.object({
  /** All engines and the digest for near-duplicates, of a large file. */
  mebibytesPerProcessorSecond: z.number(),
  /** The same for a file of 1 KiB. */
  processorMillisecondsPerSmallFile: z.number(),
});

/** What `measureFile.ts` and `measureScan.ts` print, and `bench/files.json`. */
export const filesSchema = {
  size,
  scan,
  file: z.object({
    measuredOn: z.string(),
    machine: z.object({ processor: z.string(), cores: z.int(), memoryGibibytes: z.int(), node: z.string() }),
    sizes: z.array(size),
    scan,
  }),
} as const;
