import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { defaultEngines } from "../../engines/defaultEngines.js";
import { deploySystem } from "../../ignition/deploySystem.js";
import { readParameters } from "../../ignition/readParameters.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import type { Actors } from "../../scripts/loop/Actors.js";
import { assignActors } from "../../scripts/loop/assignActors.js";
import { Journal } from "../../scripts/loop/Journal.js";
import type { LocalSupernode } from "../../scripts/loop/LocalSupernode.js";
import type { Loop } from "../../scripts/loop/Loop.js";
import { startSupernodes } from "../../scripts/loop/startSupernodes.js";

/** What the main job plays on: a fresh chain, the deployed system, and supernodes that are not registered yet. */
export class LoopFixture {
  private constructor(
    readonly loop: Loop,
    readonly supernodes: readonly LocalSupernode[],
    readonly close: () => Promise<void>,
  ) {}

  /** @param replace puts others in the place of the chain's accounts */
  static async start(
    replace: (actors: Actors, connection: NetworkConnection, system: SystemContracts) => Promise<Actors> = (actors) =>
      Promise.resolve(actors),
  ): Promise<LoopFixture> {
    const connection = await network.create();
    const { ethers, networkHelpers } = connection;
    const engines = defaultEngines();
    const workspace = await mkdtemp(join(tmpdir(), "virusmap-test-"));
    const parameters = await readParameters("ignition/parameters/local.json5", await networkHelpers.time.latest());
    const { contracts: system } = await deploySystem(connection, parameters);
    const accounts = assignActors(await ethers.getSigners(), parameters.council.seats);
    const actors = await replace(accounts, connection, system);
    const loop: Loop = {
      system,
      actors,
      journal: new Journal(() => undefined),
      provider: ethers.provider,
      workspace,
      now: async () => BigInt(await networkHelpers.time.latest()),
      moveTo: async (time) => networkHelpers.time.increaseTo(time),
    };
    const supernodes = await startSupernodes(actors, engines, workspace);
    return new LoopFixture(loop, supernodes, async () => {
      await Promise.all(engines.map((engine) => engine.close()));
      await connection.close();
      await rm(workspace, { recursive: true });
    });
  }
}
