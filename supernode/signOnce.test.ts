import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { getAddress, id, TypedDataEncoder, Wallet, ZeroHash } from "ethers";

import { reportTypedData } from "../sdk/signatures/reportTypedData.js";
import type { Report } from "../sdk/types/Report.js";
import { recordOnce } from "./recordOnce.js";
import { Refusal } from "./Refusal.js";
import { signOnce } from "./signOnce.js";

const CHAIN_ID = 31_337n;
const LEDGER = getAddress(`0x${"ab".repeat(20)}`);
const LOWER = LEDGER.toLowerCase();

const report: Report = {
  epoch: 9n,
  round: 3n,
  verdictsRoot: ZeroHash,
  rewardsRoot: ZeroHash,
  submitterTotal: 0n,
  storageTotal: 0n,
  cid: id("one"),
};
const another = { ...report, cid: id("another") };

describe("signOnce", () => {
  const signer = new Wallet(id("signer"));
  let workspace: string;

  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), "virusmap-sign-once-"));
  });

  afterEach(async () => rm(workspace, { recursive: true }));

  async function sign(ledger: string, what: Report): Promise<unknown> {
    return signOnce({ workspace, signer }, { chainId: CHAIN_ID, ledger }, what).catch((error: unknown) => error);
  }

  for (const [first, second] of [
    [LEDGER, LOWER],
    [LOWER, LEDGER],
  ] as const) {
    it(`knows what it signed for ${first} when the ledger is spelt ${second}`, async () => {
      expect(await sign(first, report)).to.have.property("r");
      expect(await sign(second, report)).to.have.property("r");
      expect(await sign(second, another)).to.be.instanceOf(Refusal);
      expect(await readdir(join(workspace, "signed"))).to.deep.equal([`${CHAIN_ID}-${LEDGER}-9-3`]);
    });
  }

  it("knows what was recorded under another spelling", async () => {
    const { domain, types, message } = reportTypedData(CHAIN_ID, LEDGER, report);
    const digest = TypedDataEncoder.hash(domain, types, message);
    await recordOnce(join(workspace, "signed", `${CHAIN_ID}-${LOWER}-9-3`), digest);
    for (const ledger of [LEDGER, LOWER]) {
      expect(await sign(ledger, another)).to.be.instanceOf(Refusal);
      expect(await sign(ledger, report)).to.have.property("r");
    }
  });

  it("signs one report a round, also after a restart, and says what it signed", async () => {
    const signature = await sign(LEDGER, report); // each call reads what the one before left on the disk
    expect(await sign(LEDGER, report)).to.deep.equal(signature);
    const refusal = await sign(LEDGER, another);
    expect(refusal).to.be.instanceOf(Refusal);
    expect((refusal as Refusal).message).to.match(/^it signed 0x[0-9a-f]{64} for epoch 9, round 3, and signs no 0x/);
  });

  it("signs for another ledger, epoch or round", async () => {
    expect(await sign(LEDGER, report)).to.have.property("r");
    expect(await sign(getAddress(`0x${"ac".repeat(20)}`), another)).to.have.property("r");
    expect(await sign(LEDGER, { ...another, epoch: 10n })).to.have.property("r");
    expect(await sign(LEDGER, { ...another, round: 2n })).to.have.property("r");
  });
});
