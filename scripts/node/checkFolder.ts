import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";

import { z } from "zod";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { SETTING_NAMES } from "../../cli/SETTING_NAMES.js";
import { parseJson } from "../../sdk/files/parseJson.js";

const PATIENCE_MILLISECONDS = 3_000;
const ADVICE = "Stop it with Ctrl-C in its terminal, or start the other network in another clone.";

const bookSchema = z.object({ contracts: z.array(z.object({ transaction: z.string() })).min(1) });
const answerSchema = z.looseObject({ jsonrpc: z.literal("2.0") });

/**
 * Refuses to go on while the network whose files lie in `folder` runs: a second one would take them from it. A chain that
 * is not the recorded one, since it does not know the deployment, is no obstacle, nor is a port where nobody answers.
 *
 * @throws CommandError which names the URL
 */
export async function checkFolder(folder: string, patienceMilliseconds = PATIENCE_MILLISECONDS): Promise<void> {
  const profile = join(folder, "anyone.env");
  const { [SETTING_NAMES.rpcUrl]: url } = parseEnv(await readFile(profile, "utf8").catch(() => ""));
  if (url === undefined) return;

  const book = bookSchema.safeParse(
    parseJson(await readFile(join(folder, "address-book.json"), "utf8").catch(() => "")),
  );
  const deployment = book.data?.contracts[0]?.transaction; // unknown until the network is ready
  const answer = await ask(
    url,
    deployment === undefined ? ["eth_chainId"] : ["eth_getTransactionByHash", deployment],
    patienceMilliseconds,
  ).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== "TimeoutError") return undefined; // nobody is there
    throw new CommandError(
      ExitCode.refused,
      `${url}, where the network of ${folder} was, takes connections and has not answered within ` +
        `${patienceMilliseconds / 1_000} s: it may be suspended or busy`,
      `${ADVICE} If another program has that port now, remove ${profile}.`,
    );
  });
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success || (deployment !== undefined && parsed.data["result"] === null)) return;
  throw new CommandError(
    ExitCode.refused,
    `the network of ${folder} runs at ${url}: another one would take its files from it`,
    ADVICE,
  );
}

async function ask(url: string, [method, ...params]: readonly string[], milliseconds: number): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(milliseconds),
  });
  return parseJson(await response.text());
}
