import { appendFile, readFile, rename, truncate, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import type { EthereumProvider } from "hardhat/types/providers";
import { z } from "zod";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { parseJson } from "../../sdk/files/parseJson.js";

/** Requests that change the chain; all others only read. Those that only set the clock are in the time of the next. */
const WRITES = /^(eth_send|evm_(mine|revert|snapshot|setAutomine)|hardhat_(set|mine|impersonate))/;
const LINE_FEED = 0x0a;

const headerSchema = z.strictObject({
  /** The time of the chain's first block, as an ISO date. */
  startedAt: z.iso.datetime(),
  /** Whether the protocol was deployed only; otherwise the sale and the election were played too. */
  isFresh: z.boolean(),
  /** How many of the changes made it ready: with fewer there is only a part of a network. */
  preparation: z.int().min(0),
});

const entrySchema = z.strictObject({
  method: z.string(),
  params: z.array(z.unknown()),
  /** What the chain answered: for a transaction its hash. Left out when it refused: a refused transaction is mined too. */
  result: z.unknown().optional(),
  /** Time of the newest block afterwards, in Unix seconds, when there was a new one. */
  time: z.int().optional(),
});

type Header = z.infer<typeof headerSchema>;
type Entry = z.infer<typeof entrySchema>;

interface Kept extends Header {
  readonly entries: readonly Entry[];
  /** Whether the file ended within a line, which is left out. */
  readonly isCut: boolean;
}

/** Every change of a development chain in the order in which it happened, in a file, so that it can be lived again. */
export class Diary {
  /** Lines of a network that is not ready yet: a part of one is nothing to go on with. */
  #unwritten: string[] | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(readonly path: string) {}

  /**
   * What was written so far, if anything was. A last line cut off by a crash is removed from the file, since the next
   * one would be written behind it.
   *
   * @throws CommandError which names a line that is none of a diary
   */
  async read(): Promise<Kept | undefined> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    const length = bytes.lastIndexOf(LINE_FEED) + 1;
    const [first = "", ...lines] = bytes.toString("utf8", 0, length).split("\n").slice(0, -1);
    const header = headerSchema.safeParse(parseJson(first)).data;
    if (header === undefined) {
      throw this.refusalAt(
        1,
        Infinity,
        "it does not say what was kept; an earlier version wrote it, or the file was damaged",
      );
    }
    const entries = lines.map((line, index) => {
      const entry = entrySchema.safeParse(parseJson(line)).data;
      if (entry !== undefined) return entry;
      throw this.refusalAt(index + 2, header.preparation, "it is no change of a chain, so the file was damaged");
    });
    if (entries.length < header.preparation) {
      throw this.refusalAt(
        entries.length + 2,
        header.preparation,
        `it is missing, and up to line ${header.preparation + 1} the network was not ready`,
      );
    }
    const isCut = length < bytes.length;
    if (isCut) await truncate(this.path, length);
    return { ...header, entries, isCut };
  }

  /** From now on every change of a new network is recorded; written is nothing before it is kept. */
  begin(provider: EthereumProvider): void {
    this.#unwritten = [];
    this.record(provider);
  }

  /** Writes down a network that is ready. */
  async keep(header: Omit<Header, "preparation">): Promise<void> {
    await this.inTurn(async () => {
      const lines = this.#unwritten ?? [];
      const partial = `${this.path}.partial`; // so that the file is never a part of it
      await writeFile(partial, [{ ...header, preparation: lines.length }].map(lineOf).concat(lines).join(""));
      await rename(partial, this.path);
      this.#unwritten = undefined;
    });
  }

  /**
   * Does everything again, at the same times.
   *
   * @throws CommandError which names the first line that has another outcome now
   */
  async replay(provider: EthereumProvider, { entries, preparation }: Kept): Promise<void> {
    for (const [index, { method, params, time, result }] of entries.entries()) {
      if (time !== undefined) await provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
      const again: unknown = await provider.request({ method, params }).catch(() => undefined);
      if (JSON.stringify(again) !== JSON.stringify(result)) {
        throw this.refusalAt(
          index + 2,
          preparation,
          `${method} now gives ${JSON.stringify(again)}, not ${JSON.stringify(result)}; the contracts or the chain ` +
            "changed since",
        );
      }
    }
  }

  /** From now on every change through the provider is written down. */
  record(provider: EthereumProvider): void {
    const request = provider.request.bind(provider);

    const recorded = async (call: { method: string; params: unknown[] }): Promise<unknown> => {
      const before = await timeOf(request);
      const outcome = await request(call).then(
        (result: unknown) => ({ result }),
        (error: unknown) => ({ error }),
      );
      const after = await timeOf(request);
      const entry: Entry = {
        ...call,
        ...("result" in outcome ? outcome : {}),
        ...(after.number === before.number ? {} : { time: after.time }),
      };
      if (this.#unwritten === undefined) await appendFile(this.path, lineOf(entry));
      else this.#unwritten.push(lineOf(entry));
      if ("error" in outcome) throw outcome.error;
      return outcome.result;
    };
    provider.request = async (call) => {
      const { method, params = [] } = call as { method: string; params?: unknown[] };
      if (!WRITES.test(method)) return (await request(call)) as unknown;
      return this.inTurn(async () => recorded({ method, params }));
    };
  }

  /** One after the other, so that the lines have the order of the changes, and each is kept. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** @param line from 1; the header is the first */
  private refusalAt(line: number, preparation: number, problem: string): CommandError {
    const isReadyBefore = line - 2 >= preparation;
    return new CommandError(
      ExitCode.refused,
      `${this.path}, line ${line}: ${problem}`,
      (isReadyBefore ? `To go on from before it, remove line ${line} and all after it. ` : "") +
        `To begin anew, move or delete ${dirname(this.path)}.`,
    );
  }
}

function lineOf(content: object): string {
  return `${JSON.stringify(content)}\n`;
}

async function timeOf(request: EthereumProvider["request"]): Promise<{ number: number; time: number }> {
  const block = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as {
    number: string;
    timestamp: string;
  };
  return { number: Number(block.number), time: Number(block.timestamp) };
}
