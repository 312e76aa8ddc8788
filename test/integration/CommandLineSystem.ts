import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { runCommandLine } from "../../cli/runCommandLine.js";
import type { Surroundings } from "../../cli/Surroundings.js";
import { deploySystem } from "../../ignition/deploySystem.js";
import { readParameters } from "../../ignition/readParameters.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { serve } from "../../scripts/node/serve.js";

interface CommandResult {
  readonly exitCode: number;
  readonly text: string;
  readonly notes: string;
  /** The result of a command with --json. */
  readonly json: () => Record<string, unknown>;
}

type Request = Parameters<Parameters<typeof serve>[0]["request"]>[0];

/** The chain, which refuses to look for logs in more blocks at once than so many. */
function limited({ provider }: NetworkConnection, mostBlocks: number): Parameters<typeof serve>[0] {
  const blockOf = async (tag: string): Promise<bigint> =>
    BigInt(tag === "latest" ? ((await provider.request({ method: "eth_blockNumber" })) as string) : tag);
  return {
    request: async (call: Request) => {
      if (call.method === "eth_getLogs" && mostBlocks < Infinity) {
        const [{ fromBlock, toBlock }] = call.params as [{ fromBlock: string; toBlock: string }];
        const blocks = (await blockOf(toBlock)) - (await blockOf(fromBlock)) + 1n;
        if (blocks > mostBlocks) {
          throw Object.assign(new Error(`exceed maximum block range: ${mostBlocks}`), { code: -32701 });
        }
      }
      const answer: unknown = await provider.request(call);
      return answer;
    },
  };
}

/** The protocol deployed on a chain that answers over HTTP, and the command line on it. */
export class CommandLineSystem {
  private constructor(
    readonly connection: NetworkConnection,
    readonly parameters: DeploymentParameters,
    readonly folder: string,
    readonly addressBook: string,
    readonly url: string,
    private readonly stop: () => Promise<void>,
  ) {}

  /** @param mostBlocks in which the node looks for logs at once; it refuses more, as public nodes do */
  static async start(mostBlocks = Infinity): Promise<CommandLineSystem> {
    const folder = await mkdtemp(join(tmpdir(), "virusmap-command-line-"));
    const connection = await network.create();
    const now = await connection.networkHelpers.time.latest();
    const parameters = await readParameters("ignition/parameters/local.json5", now);
    const deployed = await deploySystem(connection, parameters);
    const addressBook = join(folder, "address-book.json");
    await writeFile(addressBook, JSON.stringify(deployed.addressBook));
    const { url, close } = await serve(limited(connection, mostBlocks));
    return new CommandLineSystem(connection, parameters, folder, addressBook, url, close);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.connection.close();
    await rm(this.folder, { recursive: true });
  }

  /** Runs one command as a script would, but for the surroundings that are given. */
  async run(
    words: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
    surroundings: Partial<Pick<Surroundings, "progress" | "interruption">> = {},
  ): Promise<CommandResult> {
    const out: string[] = [];
    const notes: string[] = [];
    const exitCode = await runCommandLine(words, {
      environment: {
        VIRUSMAP_RPC_URL: this.url,
        VIRUSMAP_ADDRESS_BOOK: this.addressBook,
        VIRUSMAP_HOME: join(this.folder, "home"),
        VIRUSMAP_STORE: join(this.folder, "store"),
        ...environment,
      },
      isInteractive: false,
      waits: [1, 1],
      out: (text) => out.push(text),
      note: (text) => notes.push(text),
      progress: () => ({ advance: () => undefined, stop: () => undefined }),
      askPassword: () => Promise.resolve(undefined),
      ...surroundings,
    });
    const text = out.join("\n");
    return { exitCode, text, notes: notes.join("\n"), json: () => JSON.parse(text) as Record<string, unknown> };
  }
}
