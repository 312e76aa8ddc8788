import { expect } from "chai";

import { findViolations } from "./findViolations.js";
import type { ScaleFile } from "./ScaleFile.js";

type Size = ScaleFile["sizes"][number];

const transaction = (gas: number, depth = 0) => ({ gas: gas + 100, calldataGas: 100, calldataBytes: 10, depth });

function size(samples: number, depth: number, change: Partial<Size> = {}): Size {
  return {
    samples,
    accounts: samples,
    seconds: {
      sampleLeaves: 1,
      submissionTree: 1,
      report: 1,
      check: 1,
      verdictTree: samples,
      builderTree: samples,
      hashAlone: samples / 2,
    },
    proofsPerSecond: 1,
    reportBytes: 1,
    mebibytes: { node: 1, inputs: 1, peak: 1_023.9 },
    transactions: {
      submit: transaction(10),
      publish: transaction(20),
      claim: transaction(30 + 500 * depth, depth),
      purchase: transaction(40, depth),
      deliver: transaction(50),
      accept: transaction(60),
    },
    ...change,
  };
}

const violations = (change: (large: Size) => Partial<Size>) => {
  const large = size(100_000, 17);
  return findViolations({ sizes: [size(1, 0), size(10_000, 14), { ...large, ...change(large) }] });
};

describe("findViolations of scaling", () => {
  it("accepts figures exactly at each limit", () => {
    expect(violations(() => ({}))).to.deep.equal([]);
    const seconds = { ...size(100_000, 17).seconds, verdictTree: 200_000, hashAlone: 100_000 };
    expect(violations(() => ({ seconds }))).to.deep.equal([]);
  });

  it("wants two sizes", () => {
    expect(findViolations({ sizes: [size(1, 0)] })).to.deep.equal(["1 sizes were measured, at least 2 are needed"]);
  });

  for (const gas of [19, 21]) {
    it(`refuses a publication of ${gas} gas where another size took 20`, () => {
      expect(
        violations((large) => ({ transactions: { ...large.transactions, publish: transaction(gas) } })),
      ).to.deep.equal([`publish at 100000 samples takes ${gas} gas without calldata, expected exactly 20`]);
    });
  }

  it("refuses a claim that costs a unit more than its levels explain", () => {
    const claim = transaction(30 + 500 * 17 + 1, 17);
    expect(violations((large) => ({ transactions: { ...large.transactions, claim } }))).to.deep.equal([
      "claim at 100000 samples takes 8531 gas without calldata, expected at most 8530",
    ]);
  });

  it("takes no measure from the claim of an epoch's only account", () => {
    const only = size(1, 0);
    const transactions = { ...only.transactions, claim: transaction(1) };
    expect(findViolations({ sizes: [{ ...only, transactions }, size(10_000, 14)] })).to.deep.equal([]);
  });

  it("refuses a tree below half the speed of the hash function", () => {
    const found = violations(({ seconds }) => ({ seconds: { ...seconds, hashAlone: 49_000 } }));
    expect(found).to.deep.equal(["the tree of 100000 verdicts has 0.49 of the hash function's speed, expected 0.5"]);
  });

  it("refuses a tree whose time grows faster than its leaves", () => {
    const found = violations(({ seconds }) => ({ seconds: { ...seconds, verdictTree: 201_000, hashAlone: 200_000 } }));
    expect(found).to.deep.equal([
      "the tree of 100000 verdicts takes 2010000.00 us each, expected at most 2000000.00, 2 times that of 10000",
    ]);
  });

  it("refuses 100,000 samples in 1 GiB, and lets a million have more", () => {
    const mebibytes = { node: 1, inputs: 1, peak: 1_024 };
    expect(violations(() => ({ mebibytes }))).to.deep.equal(["100000 samples took 1024 MiB, expected less than 1024"]);
    expect(findViolations({ sizes: [size(1, 0), size(1_000_000, 20, { mebibytes })] })).to.deep.equal([]);
  });
});
