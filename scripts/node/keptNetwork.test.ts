import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ExitCode } from "../../cli/ExitCode.js";
import { Diary } from "./Diary.js";
import { keptNetwork } from "./keptNetwork.js";
import { runInFolder } from "./runInFolder.js";

const STARTED_AT = "2026-01-01T00:00:00.000Z";
const CHANGE = { method: "evm_mine", params: [], time: 1_767_225_601, result: "0x0" };

describe("keptNetwork", () => {
  let folder: string;
  let network: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-kept-"));
    network = join(folder, ".network");
    path = join(network, "chain.jsonl");
    await mkdir(network);
  });

  afterEach(async () => rm(folder, { recursive: true }));

  async function keep(isFresh: boolean): Promise<void> {
    await writeFile(
      path,
      `${JSON.stringify({ startedAt: STARTED_AT, isFresh, preparation: 1 })}\n${JSON.stringify(CHANGE)}\n`,
    );
  }

  async function outcomeOf(isFresh: boolean, isPersistent: boolean): Promise<unknown> {
    return keptNetwork(new Diary(path), { isFresh, isPersistent }).catch((error: unknown) => error);
  }

  it("is nothing where none was kept, however it is asked for", async () => {
    for (const isFresh of [true, false]) {
      for (const isPersistent of [true, false]) expect(await outcomeOf(isFresh, isPersistent)).to.equal(undefined);
    }
  });

  for (const isFresh of [true, false]) {
    it(`goes on as what it is without --fresh: isFresh ${isFresh}`, async () => {
      await keep(isFresh);
      const kept = { startedAt: STARTED_AT, isFresh, preparation: 1, entries: [CHANGE], isCut: false };
      expect(await outcomeOf(false, true)).to.deep.equal(kept);
    });

    it(`refuses to delete one that was kept: isFresh ${isFresh}`, async () => {
      await keep(isFresh);
      for (const asksFresh of [true, false]) {
        expect(await outcomeOf(asksFresh, false)).to.deep.include({
          exitCode: ExitCode.refused,
          message: `a network is kept in ${path}, and without --persist it would be deleted`,
          advice:
            "--persist goes on with it, on hardhat. " +
            `To begin another network, move or delete ${network}, which holds its keys too.`,
        });
      }
    });
  }

  it("refuses --fresh for one that is not, and takes it for one that is", async () => {
    await keep(true);
    expect(await outcomeOf(true, true)).to.have.property("isFresh", true);
    await keep(false);
    const error = await outcomeOf(true, true);
    expect(error).to.have.property("exitCode", ExitCode.refused);
    expect(error).to.have.property("message").that.includes(`kept in ${path} was started without it`);
    expect(error).to.have.property("advice").that.includes("--persist without --fresh goes on with it");
  });

  it("keeps `npm run node` from deleting a chain and keys, also where the chain is damaged", async () => {
    const keys = join(network, "home", "signer.json");
    await mkdir(join(network, "home"));
    await writeFile(keys, "a key");
    await writeFile(path, "damaged");
    const before = await readdir(network, { recursive: true });
    const ends = await Promise.all(
      [[], ["--fresh"], ["--on", "anvil"], ["--persist"]].map((options) => runInFolder(folder, ...options)),
    );
    for (const { code, out, notes } of ends) {
      expect({ code, out }, notes).to.deep.equal({ code: ExitCode.refused, out: "" });
      expect(notes).to.include(join(".network", "chain.jsonl")).and.include("move or delete .network");
    }
    expect(await readdir(network, { recursive: true })).to.deep.equal(before);
    expect(await readFile(keys, "utf8")).to.equal("a key");
    expect(await readFile(path, "utf8")).to.equal("damaged");
  });
});
