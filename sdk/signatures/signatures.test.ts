import { expect } from "chai";
import { Wallet, ZeroHash } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Report } from "../types/Report.js";
import { encodeSignatures } from "./encodeSignatures.js";
import { recoverReportSigner } from "./recoverReportSigner.js";
import { signReport } from "./signReport.js";

const LEDGER = "0x00000000000000000000000000000000000000A1";
const report: Report = {
  epoch: 1n,
  round: 0n,
  verdictsRoot: ZeroHash,
  rewardsRoot: ZeroHash,
  submitterTotal: 0n,
  storageTotal: 0n,
  cid: ZeroHash,
};

describe("report signatures", () => {
  it("name their signer, and nobody for another report, chain or ledger", async () => {
    const signer = Wallet.createRandom();
    const signature = await signReport(signer, 1n, LEDGER, report);
    expect(recoverReportSigner(1n, LEDGER, report, signature)).to.equal(signer.address);
    expect(recoverReportSigner(2n, LEDGER, report, signature)).not.to.equal(signer.address);
    expect(recoverReportSigner(1n, signer.address, report, signature)).not.to.equal(signer.address);
    expect(recoverReportSigner(1n, LEDGER, { ...report, round: 1n }, signature)).not.to.equal(signer.address);
  });
});

describe("encodeSignatures", () => {
  const signature = (id: string) => ({ r: id, vs: id });

  it("orders by seat, whatever the order of arrival", () => {
    const bySeat = new Map([
      [20, signature("c")],
      [0, signature("a")],
      [3, signature("b")],
    ]);
    expect(encodeSignatures(bySeat)).to.deep.equal({
      seats: (1n << 20n) | (1n << 3n) | 1n,
      signatures: [signature("a"), signature("b"), signature("c")],
    });
    expect(encodeSignatures(new Map())).to.deep.equal({ seats: 0n, signatures: [] });
  });

  it("takes seat 63 and refuses 64, negative and fractional ones", () => {
    expect(encodeSignatures(new Map([[63, signature("a")]])).seats).to.equal(1n << 63n);
    for (const seat of [64, -1, 1.5]) {
      expect(() => encodeSignatures(new Map([[seat, signature("a")]]))).to.throw(
        InvalidArgumentError,
        `seat is ${seat}, expected a seat below 64`,
      );
    }
  });
});
