import { expect } from "chai";
import { ZeroAddress } from "ethers";
import fc from "fast-check";

import { Kind } from "../types/Kind.js";
import { Policy } from "../types/Policy.js";
import { contentKey } from "./contentKey.js";
import { selectPriority } from "./selectPriority.js";
import type { ReportSubmission } from "./ReportSubmission.js";
import { testInputs } from "./testInputs.js";

const { account, hash, submission, times } = testInputs;
const key = contentKey(Kind.FILE, hash("x"));
const first = (submissions: readonly ReportSubmission[], epoch = 5n) =>
  selectPriority(submissions, epoch, times).get(key);

/** Whichever comes first in the list. */
function expectFirst(expected: ReportSubmission, other: ReportSubmission): void {
  expect(first([expected, other])).to.equal(expected);
  expect(first([other, expected])).to.equal(expected);
}

describe("selectPriority", () => {
  it("takes the earliest root, then the earliest block, then the earliest log", () => {
    const ann = submission("ann", "x", { rootTime: 14_000n, blockNumber: 100n, logIndex: 5n });
    expectFirst(ann, submission("bob", "x", { rootTime: 14_001n, blockNumber: 99n, logIndex: 0n }));
    expectFirst(ann, submission("bob", "x", { rootTime: 14_000n, blockNumber: 101n, logIndex: 0n }));
    expectFirst(ann, submission("bob", "x", { rootTime: 14_000n, blockNumber: 100n, logIndex: 6n }));
  });

  it("takes the smaller possession hash under one root", () => {
    const small = submission("ann", "x", { sample: { possession: `0x${"0a".repeat(32)}` } });
    expectFirst(small, submission("bob", "x", { sample: { possession: `0x${"0B".repeat(32)}` } }));
    const free = submission("ann", "x", { sample: { policy: Policy.GREEN } });
    expectFirst(free, submission("ann", "x", { sample: { policy: Policy.AMBER } }));
  });

  it("takes the earlier of two ciphertexts for one leaf, then the smaller digest, then the smaller commitment", () => {
    const [small, large] = [`0x${"0a".repeat(32)}`, `0x${"0B".repeat(32)}`];
    const ciphertext = (handedOverIn: bigint, ciphertextCid: string, keyCommitment: string) =>
      submission("ann", "x", { handedOverIn, ciphertextCid, keyCommitment });
    expectFirst(ciphertext(4n, large, large), ciphertext(5n, small, small));
    expectFirst(ciphertext(5n, small, large), ciphertext(5n, large, small));
    expectFirst(ciphertext(5n, small, small), ciphertext(5n, small, large));
  });

  it("does not depend on the order of submissions", () => {
    const some = fc.record({
      submitter: fc.constantFrom("ann", "bob", "cyd"),
      rootTime: fc.bigInt({ min: 13_998n, max: 14_001n }),
      logIndex: fc.bigInt({ min: 0n, max: 1n }),
      policy: fc.bigInt({ min: 0n, max: 9n }),
      handedOverIn: fc.bigInt({ min: 4n, max: 6n }),
      ciphertextCid: fc.constantFrom(hash("one"), hash("another")),
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), fc.nat(), (all, turn) => {
        const submissions = all.map(({ submitter, policy, ...changes }) =>
          submission(submitter, "x", { ...changes, sample: { policy } }),
        );
        const by = turn % submissions.length;
        expect(first([...submissions.slice(by), ...submissions.slice(0, by)])).to.deep.equal(first(submissions));
      }),
    );
  });

  it("keeps kinds apart", () => {
    const all = [submission("ann", "x"), submission("bob", "x", { sample: { kind: Kind.INTEL } })];
    expect(selectPriority(all, 5n, times).size).to.equal(2);
  });

  it("counts a root of the epoch's last second and none of the next second", () => {
    expect(first([submission("ann", "x", { rootTime: 14_999n })])).to.not.equal(undefined);
    expect(first([submission("ann", "x", { rootTime: 15_000n, handedOverIn: 5n })])).to.equal(undefined);
  });

  it("counts a file handed over three epochs after its root and none after four", () => {
    const old = { rootTime: 12_999n }; // epoch 3
    expect(first([submission("ann", "x", { ...old, handedOverIn: 5n })], 9n)).to.not.equal(undefined);
    expect(first([submission("ann", "x", { ...old, handedOverIn: 6n })], 9n)).to.not.equal(undefined);
    expect(first([submission("ann", "x", { ...old, handedOverIn: 7n })], 9n)).to.equal(undefined);
  });

  it("counts a file handed over in the report's epoch and none that came later or not at all", () => {
    expect(first([submission("ann", "x", { handedOverIn: 5n })])).to.not.equal(undefined);
    expect(first([submission("ann", "x", { handedOverIn: 6n })])).to.equal(undefined);
    expect(first([submission("ann", "x", { handedOverIn: null })])).to.equal(undefined);
  });

  it("passes over an earlier submission that does not count", () => {
    const bob = submission("bob", "x", { rootTime: 14_500n });
    expectFirst(bob, submission("ann", "x", { handedOverIn: null }));
    expectFirst(bob, submission("ann", "x", { possessionVerified: false }));
  });

  it("passes over the zero address, which nobody can be paid at", () => {
    const bob = submission("bob", "x", { rootTime: 14_500n });
    const nobody = submission("ann", "x", { sample: { submitter: ZeroAddress } });
    expectFirst(bob, nobody);
    expect(first([nobody])).to.equal(undefined);
    expectFirst(submission("ann", "x", { sample: { submitter: `0x${"00".repeat(19)}01` } }), bob);
  });

  it("is not blocked by content that cannot be sold", () => {
    const bob = submission("bob", "x", { rootTime: 14_500n, sample: { policy: Policy.AMBER } });
    for (const policy of [Policy.AMBER_STRICT, Policy.RED, Policy.NO_RESALE, 16n]) {
      const ann = submission("ann", "x", { sample: { policy } });
      expectFirst(bob, ann);
      expect(first([ann])).to.equal(ann);
    }
  });

  it("gives a copied root's sender nothing and takes nothing from the original", () => {
    const original = submission("ann", "x", { logIndex: 3n });
    for (const logIndex of [2n, 4n]) {
      const copy = { ...original, logIndex };
      const rival = submission("bob", "x", { logIndex: 5n });
      expect(first([rival, copy, original])?.sample.submitter).to.equal(account("ann"));
    }
  });
});
