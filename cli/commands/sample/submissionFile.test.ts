import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id } from "ethers";

import { submissionFile } from "./submissionFile.js";

const CHAIN = 31_337n;

describe("submissionFile", () => {
  const root = id("root");
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "virusmap-submissions-"));
  });

  afterEach(async () => rm(home, { recursive: true }));

  const folder = () => join(home, `chain-${CHAIN}`, "submissions");

  it("knows in which epochs a root was handed over, each once, and lists no record as a root", async () => {
    await submissionFile.write(home, CHAIN, root, []);
    expect(await submissionFile.handOvers(home, CHAIN, root)).to.deep.equal([]);
    for (const epoch of [7n, 9n, 9n, 8n]) await submissionFile.addHandOver(home, CHAIN, root, epoch);
    expect(await submissionFile.handOvers(home, CHAIN, root)).to.deep.equal([7n, 8n, 9n]);
    expect(await submissionFile.list(home, CHAIN)).to.deep.equal([root]);
  });

  it("does not know where there is no record, or none that can be read, and begins one", async () => {
    await submissionFile.write(home, CHAIN, root, []);
    const record = join(folder(), `${root}.handed-over`);
    for (const text of [undefined, "", "7", "[7", '["seven"]']) {
      if (text === undefined) await rm(record);
      else await writeFile(record, text);
      expect(await submissionFile.handOvers(home, CHAIN, root), text).to.equal(undefined);
    }
    await submissionFile.addHandOver(home, CHAIN, root, 7n);
    expect(await submissionFile.handOvers(home, CHAIN, root)).to.deep.equal([7n]);
  });

  it("leaves nothing of what was never sent", async () => {
    await submissionFile.write(home, CHAIN, root, []);
    await submissionFile.remove(home, CHAIN, root);
    expect(await readdir(folder())).to.deep.equal([]);
  });
});
