import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

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
  const examinations = [3n, 1n, 2n, 3n].map((acknowledgedIn): Examination => ({
    claims,
    acknowledgedIn,
    labels: [],
    similarity: null,
  }));
  const [a, b, c, d] = examinations;
  const fitting = (maximum: number) => newestThatFit(examinations, maximum, () => 10);

  it("takes all while they fit, and beyond that the newest, in their order", () => {
    expect(fitting(41)).to.deep.equal([a, b, c, d]);
    expect(fitting(40)).to.deep.equal([a, b, c, d]);
    expect(fitting(39)).to.deep.equal([a, c, d]);
    expect(fitting(29)).to.deep.equal([a, d]);
    expect(fitting(10)).to.deep.equal([a]);
    expect(fitting(9)).to.deep.equal([]);
  });
});
