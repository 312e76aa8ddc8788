import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";

import { Kind } from "../sdk/types/Kind.js";
import type { Examination } from "./Examination.js";
import { HandOverCount } from "./HandOverCount.js";

/** Of a content, under a key that tells hand-overs of it apart. */
function examination(content: string, key: string, proof: readonly string[] = []): Examination {
  const sample = {
    submitter: ZeroAddress,
    kind: Kind.FILE,
    contentHash: id(content),
    possession: ZeroHash,
    policy: 0n,
  };
  const claims = {
    sample,
    aggregator: ZeroAddress,
    root: ZeroHash,
    proof,
    ciphertextCid: ZeroHash,
    keyCommitment: id(key),
  };
  return { claims, acknowledgedIn: 1n, labels: [], similarity: null };
}

/** What is left of each seat's examinations. */
function selected(quorum: number, bulletins: readonly (readonly Examination[])[]): Examination[][] {
  const counted = new HandOverCount(quorum);
  for (const examinations of bulletins) {
    const count = counted.count();
    for (const each of examinations) count(each);
  }
  return bulletins.map((examinations) => {
    const matters = counted.select();
    return examinations.filter((each) => matters(each));
  });
}

describe("HandOverCount", () => {
  const known = examination("content", "a");

  it("keeps what a quorum acknowledges, and nothing of a seat fewer", () => {
    expect(selected(3, [[known], [known], [known]])).to.deep.equal([[known], [known], [known]]);
    expect(selected(3, [[known], [known], []])).to.deep.equal([[], [], []]);
  });

  it("counts a seat once, however often it repeats itself, with other proofs and spellings too", () => {
    const other = examination("content", "a", [id("proof")]);
    const spelt = examination("content", "a");
    const upper = { ...spelt, claims: { ...spelt.claims, keyCommitment: id("a").toUpperCase().replace("0X", "0x") } };
    expect(selected(2, [[known, other, upper, known]])).to.deep.equal([[]]);
    expect(selected(2, [[known, other, upper], [upper]])).to.deep.equal([[known], [upper]]);
  });

  it("keeps a seat's first voice on a content that counts by another hand-over, and no more of it", () => {
    const own = Array.from({ length: 5 }, (_, index) => examination("content", `own ${index}`));
    const [first = known] = own;
    expect(selected(2, [[known], [known], own])).to.deep.equal([[known], [known], [first]]);
    expect(selected(2, [[known], [known], [...own, known]])).to.deep.equal([[known], [known], [first, known]]);
    expect(selected(2, [[known], [known], [examination("other content", "a")]])).to.deep.equal([[known], [known], []]);
  });
});
