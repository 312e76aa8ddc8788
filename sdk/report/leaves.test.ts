import { expect } from "chai";
import { getBytes } from "ethers";
import fc from "fast-check";

import { rewardLeaf } from "../trees/rewardLeaf.js";
import { verdictLeaf } from "../trees/verdictLeaf.js";
import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";
import { rewardLeaves } from "./rewardLeaves.js";
import { verdictLeaves } from "./verdictLeaves.js";

const uint = (bits: bigint) =>
  fc.oneof(fc.constantFrom(0n, 1n, 2n ** bits - 1n), fc.bigInt({ min: 0n, max: 2n ** bits - 1n }));
const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`);
const verdict = fc.record({
  kind: fc.constantFrom(...Object.values(Kind)),
  contentHash: hex(32),
  category: fc.constantFrom(...Object.values(Category)),
  score: uint(32n),
  reward: uint(96n),
  submitter: hex(20),
  detections: uint(16n),
  engines: uint(16n),
  policy: uint(8n),
  labelsHash: hex(32),
  ciphertextCid: hex(32),
  keyCommitment: hex(32),
});

const row = (leaves: readonly string[]) => Uint8Array.from(leaves.flatMap((leaf) => [...getBytes(leaf)]));

describe("verdictLeaves", () => {
  it("equals verdictLeaf for each, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 4 }), (verdicts) => {
        expect(verdictLeaves(verdicts)).to.deep.equal(row(verdicts.map(verdictLeaf)));
      }),
    );
  });
});

describe("rewardLeaves", () => {
  it("equals rewardLeaf for each", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ account: hex(20), amount: uint(96n) }), { maxLength: 4 }), (rewards) => {
        const expected = rewards.map(({ account, amount }) => rewardLeaf(account, amount));
        expect(rewardLeaves(rewards)).to.deep.equal(row(expected));
      }),
    );
  });
});
