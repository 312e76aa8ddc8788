import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What matters here of a line that Ignition writes. */
interface JournalLine {
  type?: string;
  futureId?: string;
  nonce?: number;
}

const fileIn = (directory: string): string => join(directory, "journal.jsonl");

async function linesOf(directory: string): Promise<string[]> {
  const file = fileIn(directory);
  if (!existsSync(file)) return [];
  return (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
}

function parse(line: string): JournalLine | undefined {
  try {
    return JSON.parse(line) as JournalLine;
  } catch {
    return undefined;
  }
}

/** Ignition's journal, for the two crashes from which Ignition does not recover by itself. */
export const journal = {
  /** Removes a last line that a crash cut off. */
  async mend(directory: string): Promise<void> {
    const lines = await linesOf(directory);
    const last = lines.at(-1);
    if (last !== undefined && parse(last) === undefined) await replace(directory, lines.slice(0, -1));
  },

  /** The nonce of the transaction that Ignition was about to send, if the journal ends before it says what became of it. */
  async unresolvedNonce(directory: string): Promise<number | undefined> {
    const last = parse((await linesOf(directory)).at(-1) ?? "{}");
    return last?.type === "TRANSACTION_PREPARE_SEND" ? last.nonce : undefined;
  },

  /** Takes the last line back: what it announces never happened. */
  async takeBack(directory: string): Promise<void> {
    await replace(directory, (await linesOf(directory)).slice(0, -1));
  },

  /** The highest nonce that a transaction was sent with. */
  async highestNonce(directory: string): Promise<number> {
    const nonces = (await linesOf(directory)).map((line) => parse(line)?.nonce ?? -1);
    return Math.max(-1, ...nonces);
  },
};

async function replace(directory: string, lines: readonly string[]): Promise<void> {
  const file = fileIn(directory);
  await writeFile(`${file}.new`, lines.map((line) => `\n${line}`).join(""));
  await rename(`${file}.new`, file);
}
