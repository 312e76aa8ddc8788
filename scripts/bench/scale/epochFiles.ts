import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { Report } from "../../../sdk/types/Report.js";

const FILE = "epoch.json";

const integer = z.string().transform((digits) => BigInt(digits));
const schema = z.object({
  submissionRoot: z.string(),
  report: z.object({
    epoch: integer,
    round: integer,
    verdictsRoot: z.string(),
    rewardsRoot: z.string(),
    submitterTotal: integer,
    storageTotal: integer,
    cid: z.string(),
  }),
});

/** What is to be put on chain for an epoch. */
interface Epoch {
  readonly submissionRoot: string;
  readonly report: Report;
}

/** How one process hands an epoch to the next, in a folder. */
export const epochFiles = {
  /** The report's public file. */
  reportFile: "report.jsonl",

  write: async (folder: string, epoch: Epoch): Promise<void> => {
    const text = JSON.stringify(epoch, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    await writeFile(join(folder, FILE), text);
  },

  read: async (folder: string): Promise<Epoch> => schema.parse(JSON.parse(await readFile(join(folder, FILE), "utf8"))),
} as const;
