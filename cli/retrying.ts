import { setTimeout } from "node:timers/promises";

import { isError } from "ethers";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { originOf } from "./originOf.js";

/** How long to wait before each further attempt, in milliseconds. */
const WAITS_MILLISECONDS: readonly number[] = [500, 1_000, 2_000, 4_000];

/**
 * Asks a node again, ever later, when it does not answer. What it answers, also an error, is passed on.
 *
 * @param waits milliseconds before each further attempt
 * @param isAnswer which of the failures that look like a node in trouble are its answer to this request
 */
export async function retrying<T>(
  url: string,
  note: (text: string) => void,
  ask: () => Promise<T>,
  waits: readonly number[] = WAITS_MILLISECONDS,
  isAnswer: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 0; ; ++attempt) {
    try {
      return await ask();
    } catch (error) {
      if (isAnswer(error) || !isUnreachable(error)) throw error;
      const wait = waits[attempt];
      if (wait === undefined) {
        throw new CommandError(
          ExitCode.network,
          `${originOf(url)} does not answer (${reasonOf(error)}), after ${attempt + 1} attempts`,
          "Start the node, or name another one with --rpc or VIRUSMAP_RPC_URL.",
          { cause: error },
        );
      }
      note(`${originOf(url)} does not answer (${reasonOf(error)}); trying again in ${wait / 1_000} s`);
      await setTimeout(wait);
    }
  }
}

/** A refused or broken connection, a timeout, or a server in trouble; anything else is an answer. */
function isUnreachable(error: unknown): boolean {
  if (isError(error, "TIMEOUT") || isError(error, "NETWORK_ERROR") || isError(error, "SERVER_ERROR")) return true;
  return error instanceof Error && "code" in error && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(String(error.code));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { shortMessage, code, message, name } = error as Error & { shortMessage?: string; code?: string };
  if (shortMessage !== undefined) return shortMessage;
  return message === "" ? (code ?? name) : message;
}
