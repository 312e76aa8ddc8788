import { appendFile, readFile, writeFile } from "node:fs/promises";

import type { EthereumProvider } from "hardhat/types/providers";

/** Requests that change the chain; all others only read. Those that only set the clock are in the time of the next. */
const WRITES = /^(eth_send|evm_(mine|revert|snapshot|setAutomine)|hardhat_(set|mine|impersonate))/;

interface Entry {
  readonly method: string;
  readonly params: unknown[];
  /** Time of the newest block afterwards, in Unix seconds, when there was a new one. */
  readonly time?: number;
  /** What the chain answered: for a transaction its hash. Left out when it refused: a refused transaction is mined too. */
  readonly result?: unknown;
}

/** Every change of a development chain in the order in which it happened, in a file, so that it can be lived again. */
export class Diary {
  constructor(private readonly path: string) {}

  /** What was written so far, if anything was. An entry cut off by a crash is left out. */
  async read(): Promise<{ startedAt: string; entries: Entry[] } | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    const [header, ...lines] = text.split("\n").slice(0, -1);
    if (header === undefined) return undefined;
    const { startedAt } = JSON.parse(header) as { startedAt: string };
    return { startedAt, entries: lines.map((line) => JSON.parse(line) as Entry) };
  }

  /** @param startedAt the time of the chain's first block */
  async begin(startedAt: string): Promise<void> {
    await writeFile(this.path, `${JSON.stringify({ startedAt })}\n`);
  }

  /** Does everything again, at the same times. */
  async replay(provider: EthereumProvider, entries: readonly Entry[]): Promise<void> {
    for (const [index, { method, params, time, result }] of entries.entries()) {
      if (time !== undefined) await provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
      const again: unknown = await provider.request({ method, params }).catch(() => undefined);
      if (JSON.stringify(again) !== JSON.stringify(result)) {
        throw new Error(
          `${this.path}, line ${index + 2}: ${method} now gives ${JSON.stringify(again)}, not ${JSON.stringify(result)}; ` +
            "the contracts or the chain changed since: begin with a new file",
        );
      }
    }
  }

  /** From now on every change through the provider is written down. */
  record(provider: EthereumProvider): void {
    const request = provider.request.bind(provider);
    let turn: Promise<unknown> = Promise.resolve();

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
      await appendFile(this.path, `${JSON.stringify(entry)}\n`);
      if ("error" in outcome) throw outcome.error;
      return outcome.result;
    };
    provider.request = async (call) => {
      const { method, params = [] } = call as { method: string; params?: unknown[] };
      if (!WRITES.test(method)) return (await request(call)) as unknown;
      const mine = turn.then(() => recorded({ method, params }));
      turn = mine.catch(() => undefined);
      return mine;
    };
  }
}

async function timeOf(request: EthereumProvider["request"]): Promise<{ number: number; time: number }> {
  const block = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as {
    number: string;
    timestamp: string;
  };
  return { number: Number(block.number), time: Number(block.timestamp) };
}
