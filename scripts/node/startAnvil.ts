import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { anvilProgram } from "../../analysis/anvilProgram.js";
import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";

const BLOCK_GAS_LIMIT = 60_000_000; // of Ethereum's main network

/**
 * Starts anvil with the rules of a production network: those of the hard fork, and its limits on the size of a contract and
 * on the gas of a transaction and of a block. A transaction gets its block soon after it was sent, and nothing else does: anvil
 * keeps the state of the last few thousand blocks only, which empty ones would use up in minutes, and disk with them.
 *
 * @param hardfork the hard fork for which the contracts are compiled
 * @param states a folder for the states of older blocks, half a megabyte each; anvil makes it when it needs it, and leaves it
 * @returns where it answers, and how to end it
 * @throws when it does not start, for example because the port is taken
 */
export async function startAnvil(
  port: number,
  chainId: number,
  hardfork: string,
  states: string,
): Promise<{ url: string; stop: () => void }> {
  const words = {
    host: "127.0.0.1",
    port,
    "chain-id": chainId,
    hardfork,
    accounts: 20, // as many as Hardhat's chain has
    "gas-limit": BLOCK_GAS_LIMIT,
    "cache-path": states,
  };
  const flags = ["--enable-tx-gas-limit", "--disable-default-create2-deployer"];
  const anvil = spawn(
    anvilProgram(process.cwd()),
    [...Object.entries(words).map(([name, value]) => `--${name}=${value}`), ...flags],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const stop = (): void => {
    anvil.kill();
  };
  process.once("exit", stop);

  const lines = createInterface({ input: anvil.stdout });
  const listening = new Promise<string>((resolve) => {
    // Read on to the end: a full pipe would stop it.
    lines.on("line", (line) => {
      const [, address] = /^Listening on (\S+)$/.exec(line) ?? [];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
  const failed = new Promise<never>((_, reject) => {
    anvil.once("error", reject);
    anvil.once("exit", (code) => {
      reject(
        new CommandError(
          ExitCode.refused,
          `anvil ended with ${String(code)}, perhaps since port ${port} is taken`,
          "Name another one with --port.",
        ),
      );
    });
  });
  failed.catch(() => undefined); // it also ends at the end
  return { url: await Promise.race([listening, failed]), stop };
}
