import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { getAddress, id, Wallet } from "ethers";

import { tellOnce } from "./tellOnce.js";

const CHAIN_ID = 31_337n;
const LEDGER = getAddress(`0x${"ab".repeat(20)}`);
const LOWER = LEDGER.toLowerCase();
const NAME = `${CHAIN_ID}-${LEDGER}-9.jsonl`;

describe("tellOnce", () => {
  const signer = new Wallet(id("signer"));
  let workspace: string;

  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), "virusmap-tell-once-"));
  });

  afterEach(async () => rm(workspace, { recursive: true }));

  /** Whose bulletin it is that is told for the epoch: the seats tell the bulletins apart. */
  async function seatTold(ledger: string, seat: number, epoch = 9n): Promise<number> {
    const deployment = { chainId: CHAIN_ID, ledger };
    const { envelope } = await tellOnce({ workspace, signer }, deployment, { seat, epoch, examinations: [] });
    return envelope.seat;
  }

  it("tells the first bulletin again, however the ledger is spelt", async () => {
    expect(await seatTold(LEDGER, 1)).to.equal(1);
    expect(await seatTold(LOWER, 2)).to.equal(1);
    expect(await seatTold(LEDGER, 3)).to.equal(1);
    expect(await readdir(join(workspace, "told"))).to.deep.equal([NAME]);
    expect(await seatTold(LOWER, 4, 10n)).to.equal(4);
  });

  it("knows what was recorded under another spelling", async () => {
    expect(await seatTold(LEDGER, 1)).to.equal(1);
    await rename(join(workspace, "told", NAME), join(workspace, "told", NAME.toLowerCase()));
    expect(await seatTold(LEDGER, 2)).to.equal(1);
    expect(await seatTold(LOWER, 3)).to.equal(1);
  });
});
