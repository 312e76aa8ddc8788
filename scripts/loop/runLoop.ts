import hre, { network } from "hardhat";

import { defaultEngines } from "../../engines/defaultEngines.js";
import { deploySystem } from "../../ignition/deploySystem.js";
import { readParameters } from "../../ignition/readParameters.js";
import { assignActors } from "./assignActors.js";
import { checkEth } from "./checkEth.js";
import { checkVmt } from "./checkVmt.js";
import type { Input } from "../../supernode/Input.js";
import type { Journal } from "./Journal.js";
import type { Loop } from "./Loop.js";
import type { LoopResult } from "./LoopResult.js";
import { playEverything } from "./playEverything.js";
import { startSupernodes } from "./startSupernodes.js";
import { summarize } from "./summarize.js";

const PARAMETERS = "ignition/parameters/local.json5";

const CONTRACTS_ONLY = { quiet: true, noTests: true };

/**
 * The whole protocol on a chain inside this process, with the real bytes of the inputs at every step.
 *
 * @param workspace folder for ciphertexts, stores and plaintexts under examination
 * @throws LoopFailed at the first step or check that does not hold
 */
export async function runLoop(inputs: readonly Input[], journal: Journal, workspace: string): Promise<LoopResult> {
  await journal.step("Compile the contracts, if they changed", () => hre.tasks.getTask("build").run(CONTRACTS_ONLY));
  const connection = await network.create();
  const engines = defaultEngines();
  try {
    const { ethers, networkHelpers } = connection;
    const signers = await ethers.getSigners();
    const accounts = await Promise.all(signers.map((signer) => signer.getAddress()));
    const initialEth = new Map(
      await Promise.all(accounts.map(async (account) => [account, await ethers.provider.getBalance(account)] as const)),
    );

    const parameters = await readParameters(PARAMETERS, await networkHelpers.time.latest());
    const { contracts: system, addressBook } = await journal.step("Deploy the protocol", () =>
      deploySystem(connection, parameters, (line) => {
        journal.note(line);
      }),
    );
    const actors = assignActors(signers, parameters.council.seats);
    const loop: Loop = {
      system,
      actors,
      journal,
      provider: ethers.provider,
      workspace,
      now: async () => BigInt(await networkHelpers.time.latest()),
      moveTo: async (time) => networkHelpers.time.increaseTo(time),
    };

    const supernodes = await startSupernodes(actors, engines, workspace);
    const result = await playEverything(loop, inputs, supernodes);

    const holders = new Set([...accounts, ...addressBook.contracts.map(({ address }) => address)]);
    const [holdings, burned] = await journal.step("Count every unit of VMT and every wei", async () => [
      await checkVmt(loop),
      await checkEth(loop, sumOf(initialEth.values()), holders),
    ]);
    return await summarize(loop, { ...result, supernodes, holdings, burned, initialEth });
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
    await connection.close();
  }
}

function sumOf(amounts: Iterable<bigint>): bigint {
  return [...amounts].reduce((sum, amount) => sum + amount, 0n);
}
