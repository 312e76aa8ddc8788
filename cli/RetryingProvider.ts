import { setTimeout } from "node:timers/promises";

import { isError, type JsonRpcPayload, JsonRpcProvider, type JsonRpcResult } from "ethers";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const WAITS_MILLISECONDS = [500, 1_000, 2_000, 4_000];
const POLLING_MILLISECONDS = 1_000;

/** A JSON-RPC provider that asks again, ever later, when the node does not answer. Sending the same signed transaction
 * twice is harmless: it has one nonce. */
export class RetryingProvider extends JsonRpcProvider {
  constructor(
    private readonly url: string,
    private readonly note: (text: string) => void,
    private readonly waits: readonly number[] = WAITS_MILLISECONDS,
  ) {
    super(url, undefined, { staticNetwork: true, pollingInterval: POLLING_MILLISECONDS, batchMaxCount: 1 });
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    for (const wait of this.waits) {
      try {
        return await super._send(payload);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        this.note(`${this.url} does not answer (${reasonOf(error)}); trying again in ${wait / 1_000} s`);
        await setTimeout(wait);
      }
    }
    try {
      return await super._send(payload);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      throw new CommandError(
        ExitCode.network,
        `${this.url} does not answer (${reasonOf(error)}), after ${this.waits.length + 1} attempts`,
        "Start the node, or name another one with --rpc or VIRUSMAP_RPC_URL.",
        { cause: error },
      );
    }
  }
}

/** A refused or broken connection, a timeout, or a server in trouble; anything else is an answer. */
function isUnreachable(error: unknown): boolean {
  if (isError(error, "TIMEOUT") || isError(error, "NETWORK_ERROR")) return true;
  if (isError(error, "SERVER_ERROR")) return true;
  return error instanceof Error && "code" in error && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(String(error.code));
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) {
    const { shortMessage, code } = error as Error & { shortMessage?: string; code?: string };
    return shortMessage ?? (error.message === "" ? (code ?? error.name) : error.message);
  }
  return String(error);
}
