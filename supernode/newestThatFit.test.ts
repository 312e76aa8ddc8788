import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";

import type { Examination } from "./Examination.js";
import { Kind } from "../sdk/types/Kind.js";
import { newestThatFit } from "./newestThatFit.js";

const claims = {
  sample: { submitter: ZeroAddress, kind: Kind.FILE, contentHash: ZeroHash, possession: ZeroHash, policy: 0n },
  aggregator: ZeroAddress,
  root: ZeroHash,
  proof: [],
  ciphertextCid: ZeroHash,
  keyCommitment: ZeroHash,
};

describe("newestThatFit", () => {
  const examinations = [3n, 1n, 2n, 3n].map((acknowledgedIn, index): Examination => {
    return {
      claims: { ...claims, keyCommitment: id(String(index)) },
      acknowledgedIn,
      labels: [],
      similarity: null,
    };
  });
  const [a, b, c, d] = examinations;
  const fitting = (maximum: number) => newestThatFit(examinations, maximum, () => 10);

  it("takes all while they fit, and beyond that the newest, in their order", () => {
    expect(fitting(41)).to.deep.equal([a, b, c, d]);
    expect(fitting(40)).to.deep.equal([a, b, c, d]);
    expect(fitting(39)).to.deep.equal([a, c, d]);
    expect(fitting(29)).to.deep.equal([a, d]);
    expect(fitting(20)).to.deep.equal([a, d]);
    expect(fitting(19)).to.have.length(1);
    expect(fitting(10)).to.have.length(1);
    expect(fitting(9)).to.deep.equal([]);
  });

  it("takes the same of one epoch, whatever the order in which they came in", () => {
    const alike = examinations.map((each) => ({ ...each, acknowledgedIn: 1n }));
    const chosen = (from: readonly Examination[]) =>
      newestThatFit(from, 20, () => 10)
        .map(({ claims: { keyCommitment } }) => keyCommitment)
        .sort();
    expect(chosen(alike)).to.have.length(2);
    for (const other of [alike.toReversed(), [...alike.slice(2), ...alike.slice(0, 2)]]) {
      expect(chosen(other)).to.deep.equal(chosen(alike));
    }
  });
});
