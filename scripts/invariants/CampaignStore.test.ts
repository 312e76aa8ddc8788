import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import type { Campaign } from "./Campaign.js";
import { CampaignStore } from "./CampaignStore.js";

describe("CampaignStore", () => {
  const order = { root: "", suites: [], size: { runs: 256, depth: 128 }, seed: "0x1" };
  const metrics = { "Handler.sol:Handler.call": { calls: 3n, reverts: 1n, discards: 0n } };
  const result = { suite: "A", file: "a.t.sol", name: "invariant_A()", passed: true, reason: undefined, sequence: [] };
  const campaign: Campaign = { seed: "0x1", results: [{ ...result, metrics }] };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-campaigns-"));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  it("keeps a campaign with its counts, for another process too", () => {
    new CampaignStore(folder).write(order, campaign);
    expect(new CampaignStore(folder).read(order)).to.deep.equal(campaign);
  });

  it("has none of another seed or size, and none that was not written to its end", async () => {
    const store = new CampaignStore(folder);
    store.write(order, campaign);
    expect(store.read({ ...order, seed: "0x2" })).to.equal(undefined);
    expect(store.read({ ...order, size: { runs: 255, depth: 128 } })).to.equal(undefined);
    expect(store.read({ ...order, size: { runs: 256, depth: 127 } })).to.equal(undefined);
    await writeFile(join(folder, "256x128-0x3.part"), "");
    expect(store.read({ ...order, seed: "0x3" })).to.equal(undefined);
  });
});
