import { expect } from "chai";
import { ZeroHash } from "ethers";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";
import { Policy } from "../types/Policy.js";
import { buildReport } from "./buildReport.js";
import { checkReport } from "./checkReport.js";
import { contentKey } from "./contentKey.js";
import { handOverEpoch } from "./handOverEpoch.js";
import { rewardedContents } from "./rewardedContents.js";
import type { ReportInputs } from "./ReportInputs.js";
import type { ScanResult } from "./ScanResult.js";
import { testInputs } from "./testInputs.js";
import { unrewardedContents } from "./unrewardedContents.js";

const { account, hash, inputs, scan, submission } = testInputs;
const FULL = 1_000_000n;
const digest = (steps: number) => `000000${"01".repeat(steps)}${"00".repeat(32 - steps)}`;

function verdictOf(content: string, changes: Partial<ReportInputs>) {
  const { contents } = buildReport(inputs(changes));
  return contents.verdicts.find(({ contentHash }) => contentHash === hash(content));
}

describe("buildReport", () => {
  it("rewards who was first, at the maximum a point when there is plenty", () => {
    const { report, contents } = buildReport(
      inputs({
        submissions: [submission("bob", "x", { logIndex: 1n }), submission("ann", "x")],
        scans: [scan("x")],
      }),
    );
    expect(contents.verdicts).to.deep.equal([
      {
        kind: Kind.FILE,
        contentHash: hash("x"),
        category: Category.MALICIOUS,
        score: FULL,
        reward: 7n * FULL,
        submitter: account("ann"),
        detections: 4n,
        engines: 4n,
        policy: Policy.CLEAR,
        labelsHash: hash("labels of x"),
        ciphertextCid: hash("ann's ciphertext of x"),
        keyCommitment: hash("ann's key of x"),
        tlsh: null,
      },
    ]);
    expect(contents.rewards).to.deep.equal([{ account: account("ann"), amount: 7n * FULL }]);
    expect(report).to.include({ epoch: 5n, round: 2n, submitterTotal: 7n * FULL, storageTotal: 0n });
  });

  it("shares a short budget by points, rounding down", () => {
    const { report, contents } = buildReport(
      inputs({
        submissions: [submission("ann", "x"), submission("bob", "y"), submission("ann", "z")],
        scans: [scan("x"), scan("y"), scan("z", { category: Category.SUSPICIOUS })],
        submittersBudget: 100n,
      }),
    );
    // Points 4 : 4 : 1 of 100 units: 44, 44 and 11, one is left.
    expect(Object.fromEntries(contents.rewards.map(({ account: to, amount }) => [to, amount]))).to.deep.equal({
      [account("ann")]: 55n,
      [account("bob")]: 44n,
    });
    expect(report.submitterTotal).to.equal(99n);
  });

  it("halves for each near-duplicate of an earlier content, in the order of submission", () => {
    const { contents } = buildReport(
      inputs({
        submissions: [
          submission("ann", "third", { logIndex: 7n }),
          submission("bob", "first", { logIndex: 1n }),
          submission("cyd", "second", { logIndex: 2n }),
          submission("dan", "far", { logIndex: 3n }),
        ],
        scans: [
          scan("third", { tlsh: digest(2) }),
          scan("first", { tlsh: digest(0) }),
          scan("second", { tlsh: digest(30) }),
          scan("far", { tlsh: digest(31) }),
        ],
      }),
    );
    const scores = new Map(contents.verdicts.map(({ contentHash, score }) => [contentHash, score]));
    expect(["first", "second", "third", "far"].map((name) => scores.get(hash(name)))).to.deep.equal([
      FULL,
      FULL / 2n,
      FULL / 4n,
      FULL,
    ]);
  });

  it("counts near-duplicates within a kind, and only those that earn", () => {
    const tlsh = digest(0);
    const intel = { sample: { kind: Kind.INTEL } };
    const submissions = [
      submission("eve", "harmless", { logIndex: 0n }),
      submission("eve", "secret", { logIndex: 1n, sample: { policy: Policy.RED } }),
      submission("eve", "intel", { logIndex: 2n, ...intel }),
      submission("ann", "x", { logIndex: 3n }),
    ];
    const scans = [
      scan("harmless", { tlsh, category: Category.HARMLESS, detections: 0n }),
      scan("secret", { tlsh }),
      scan("intel", { tlsh, kind: Kind.INTEL }),
      scan("x", { tlsh }),
    ];
    expect(verdictOf("x", { submissions, scans })?.score).to.equal(FULL);
  });

  it("gives nothing, but a verdict, to content that cannot be sold", () => {
    for (const policy of [Policy.AMBER_STRICT, Policy.RED, Policy.NO_RESALE]) {
      const submissions = [submission("ann", "x", { sample: { policy } })];
      expect(verdictOf("x", { submissions, scans: [scan("x")] })).to.include({
        score: 0n,
        reward: 0n,
        policy,
        submitter: account("ann"),
      });
    }
  });

  it("names the ciphertext and key of whoever is first, in whatever order they came", () => {
    const late = submission("bob", "x", { rootTime: 14_500n });
    const early = submission("ann", "x");
    for (const submissions of [
      [late, early],
      [early, late],
    ]) {
      expect(verdictOf("x", { submissions, scans: [scan("x")] })).to.include({
        submitter: account("ann"),
        ciphertextCid: early.ciphertextCid,
        keyCommitment: early.keyCommitment,
      });
    }
  });

  it("gives nothing to a re-scan and names who was rewarded first, with the ciphertext and key of then", () => {
    const stored = { ciphertextCid: hash("ann's ciphertext"), keyCommitment: hash("ann's key") };
    const previouslyRewarded = new Map([
      [contentKey(Kind.FILE, hash("x")), { submitter: account("ann"), policy: Policy.GREEN, ...stored }],
    ]);
    const changes = { previouslyRewarded, scans: [scan("x")], submissions: [submission("bob", "x")] };
    const expected = { score: 0n, reward: 0n, submitter: account("ann"), policy: Policy.GREEN, ...stored };
    expect(verdictOf("x", changes)).to.include(expected);
    expect(verdictOf("x", { ...changes, submissions: [] })).to.include(expected);
  });

  describe("of a content that was reported without a reward", () => {
    /** Reports x in epoch 5 and again in epoch 6, when somebody else has submitted it too, later. */
    function reportedAgain(
      earlier: { policy?: bigint; scan?: Partial<ScanResult> },
      later: { policy?: bigint; scan?: Partial<ScanResult> },
    ) {
      const sampleOf = (policy: bigint = Policy.CLEAR) => ({ sample: { policy } });
      const first = buildReport(
        inputs({ submissions: [submission("ann", "x", sampleOf(earlier.policy))], scans: [scan("x", earlier.scan)] }),
      );
      const previouslyUnrewarded = unrewardedContents([first.contents]);
      expect(previouslyUnrewarded.size).to.equal(1);
      const late = submission("bob", "x", { ...sampleOf(later.policy), rootTime: 15_000n, handedOverIn: 6n });
      const scans = [scan("x", later.scan)];
      const second = buildReport(inputs({ epoch: 6n, submissions: [late], scans, previouslyUnrewarded }));
      return second.contents.verdicts;
    }
    const silent = { category: Category.UNDETERMINED, detections: 0n };

    it("rewards whoever submits it so that it may be sold (P5)", () => {
      const [verdict, ...others] = reportedAgain({ policy: Policy.NO_RESALE }, {});
      expect(others).to.deep.equal([]);
      expect(verdict).to.include({ submitter: account("bob"), policy: Policy.CLEAR, reward: 7n * FULL });
    });

    it("rewards who was first when the engines have caught up, for the ciphertext of then", () => {
      const [verdict] = reportedAgain({ scan: silent }, {});
      expect(verdict).to.include({
        submitter: account("ann"),
        reward: 7n * FULL,
        ciphertextCid: hash("ann's ciphertext of x"),
        keyCommitment: hash("ann's key of x"),
      });
    });

    it("says nothing again, and what changed", () => {
      expect(reportedAgain({ scan: silent }, { scan: silent })).to.deep.equal([]);
      expect(reportedAgain({ scan: silent }, { policy: Policy.NO_RESALE, scan: silent })).to.deep.equal([]);
      const harmless = { category: Category.HARMLESS, detections: 0n };
      const [other, ...none] = reportedAgain({ scan: silent }, { scan: harmless });
      expect(none).to.deep.equal([]);
      expect(other).to.include({ category: Category.HARMLESS, submitter: account("ann"), reward: 0n });
      const [sold] = reportedAgain({ policy: Policy.NO_RESALE, scan: silent }, { scan: silent });
      expect(sold).to.include({ submitter: account("bob"), policy: Policy.CLEAR, reward: 0n });
    });

    it("is one that no report rewarded, with its newest verdict, whatever the order of the reports", () => {
      const { contents: paid } = buildReport(inputs({ submissions: [submission("ann", "x")], scans: [scan("x")] }));
      const report = (epoch: bigint, category: Category) =>
        buildReport(
          inputs({
            epoch,
            submissions: [submission("ann", "y")],
            scans: [scan("y", { category, detections: 0n })],
          }),
        ).contents;
      const files = [report(7n, Category.HARMLESS), paid, report(6n, Category.UNDETERMINED)];
      expect([...unrewardedContents(files)].map(([key, { category }]) => [key, category])).to.deep.equal([
        [contentKey(Kind.FILE, hash("y")), Category.HARMLESS],
      ]);
    });
  });

  it("rewards later what earned nothing at first", () => {
    const submissions = [submission("ann", "x")];
    const silent = scan("x", { category: Category.UNDETERMINED, detections: 0n });
    const first = buildReport(inputs({ submissions, scans: [silent] }));
    const previouslyRewarded = rewardedContents(first.contents);
    expect(previouslyRewarded.size).to.equal(0);

    const second = buildReport(inputs({ epoch: 6n, submissions, scans: [scan("x")], previouslyRewarded }));
    expect(second.report.submitterTotal).to.equal(7n * FULL);
    expect([...rewardedContents(second.contents)]).to.deep.equal([
      [
        contentKey(Kind.FILE, hash("x")),
        {
          submitter: account("ann"),
          policy: Policy.CLEAR,
          ciphertextCid: hash("ann's ciphertext of x"),
          keyCommitment: hash("ann's key of x"),
        },
      ],
    ]);
  });

  it("passes over what nobody submitted in time, and what nobody scanned", () => {
    const submissions = [submission("ann", "x", { handedOverIn: null }), submission("ann", "y")];
    const { report, contents } = buildReport(inputs({ submissions, scans: [scan("x"), scan("z")] }));
    expect(contents.verdicts).to.deep.equal([]);
    expect(report).to.include({ verdictsRoot: ZeroHash, rewardsRoot: ZeroHash, submitterTotal: 0n });
  });

  it("weighs novelty by the distance to what is known", () => {
    const submissions = [submission("ann", "x")];
    const scored = (distanceToNearestKnown: number) =>
      verdictOf("x", { submissions, scans: [scan("x", { distanceToNearestKnown })] })?.score;
    expect(scored(0)).to.equal(0n);
    expect(scored(30)).to.equal(FULL / 2n);
    expect(scored(31)).to.equal(FULL);
  });

  it("builds the same bytes from the same inputs in any order and spelling", () => {
    const contents = fc.uniqueArray(fc.record({ name: fc.nat(30), near: fc.nat(2) }), {
      selector: ({ name }) => name,
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(contents, fc.nat(), (all, turn) => {
        const submissions = all.flatMap(({ name }) => [
          submission(`ann${name % 3}`, `${name}`, { logIndex: BigInt(name % 4) }),
          submission("bob", `${name}`),
        ]);
        const scans = all.map(({ name, near }) =>
          scan(`${name}`, {
            tlsh: near === 0 ? null : digest(near),
            labelsHash: hash(`${name}`).toUpperCase().replace("0X", "0x"),
          }),
        );
        const { report, file } = buildReport(inputs({ submissions, scans, submittersBudget: 12_345_678n }));
        const by = turn % all.length;
        const turned = buildReport(
          inputs({
            submissions: submissions.toReversed(),
            scans: [...scans.slice(by), ...scans.slice(0, by)],
            submittersBudget: 12_345_678n,
          }),
        );
        expect(turned.report).to.deep.equal(report);
        expect(Buffer.compare(turned.file, file)).to.equal(0);
        expect(report.submitterTotal <= 12_345_678n).to.equal(true);
        checkReport(file, report);
      }),
      { numRuns: 30 },
    );
  });

  it("builds the same bytes wherever acknowledgements and hand-overs arrived in another order", () => {
    const handOver = fc.record({
      content: fc.constantFrom("x", "y"),
      submitter: fc.constantFrom("ann", "bob"),
      ciphertext: fc.constantFrom("one", "another"),
      key: fc.constantFrom("one", "another"),
      rootTime: fc.constantFrom(14_000n, 14_001n),
      // Partial ones, late ones, and some that a part of the seats had an epoch earlier.
      acknowledgements: fc.array(fc.record({ seat: fc.nat(6), epoch: fc.bigInt({ min: 5n, max: 6n }) }), {
        maxLength: 14,
      }),
    });
    type HandOver = typeof handOver extends fc.Arbitrary<infer T> ? T : never;
    const build = (handOvers: readonly HandOver[]) =>
      buildReport(
        inputs({
          submissions: handOvers.map(({ content, submitter, ciphertext, key, rootTime, acknowledgements }) =>
            submission(submitter, content, {
              rootTime,
              handedOverIn: handOverEpoch(acknowledgements, 5),
              ciphertextCid: hash(ciphertext),
              keyCommitment: hash(key),
            }),
          ),
          scans: [scan("x"), scan("y")],
        }),
      );
    const shuffled = (all: readonly HandOver[]) =>
      fc
        .tuple(
          ...all.map((one) => fc.shuffledSubarray(one.acknowledgements, { minLength: one.acknowledgements.length })),
        )
        .map((orders) => all.map((one, i) => ({ ...one, acknowledgements: orders[i] ?? [] })))
        .chain((turned) => fc.shuffledSubarray(turned, { minLength: turned.length }));
    const pairs = fc.array(handOver, { maxLength: 8 }).chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(pairs, ([all, others]) => {
        expect(build(others).report).to.deep.equal(build(all).report);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves the round out of the file", () => {
    const changes = { submissions: [submission("ann", "x")], scans: [scan("x")] };
    const [one, other] = [3n, 4n].map((round) => buildReport(inputs({ ...changes, round })));
    expect({ ...one?.report, round: 4n }).to.deep.equal(other?.report);
  });

  const x = { submissions: [submission("ann", "x")], scans: [scan("x")] };
  const refused: [string, Partial<ReportInputs>, { argument: string; actual: string; expected: string }][] = [
    [
      "two scans of one content",
      { scans: [scan("x"), scan("x")] },
      { argument: "content", actual: `0:${hash("x")}`, expected: "one scan for each content" },
    ],
    [
      "an epoch above 32 bits",
      { epoch: 2n ** 32n },
      { argument: "epoch", actual: "4294967296", expected: "0 to 4294967295" },
    ],
    ["a round above 8 bits", { round: 256n }, { argument: "round", actual: "256", expected: "0 to 255" }],
    [
      "a negative budget",
      { submittersBudget: -1n },
      { argument: "submittersBudget", actual: "-1", expected: `0 to ${2n ** 96n - 1n}` },
    ],
    [
      "a maximum above 96 bits",
      { maximumPerPoint: 2n ** 96n },
      { argument: "maximumPerPoint", actual: `${2n ** 96n}`, expected: `0 to ${2n ** 96n - 1n}` },
    ],
    [
      "a policy above 8 bits",
      { ...x, submissions: [submission("ann", "x", { sample: { policy: 256n } })] },
      { argument: "policy", actual: "256", expected: "0 to 255" },
    ],
    [
      "more detections than engines, also of what has no points",
      {
        submissions: [submission("ann", "x", { sample: { policy: Policy.RED } })],
        scans: [scan("x", { detections: 5n })],
      },
      { argument: "detections", actual: "5", expected: "0 to 4" },
    ],
    [
      "a submitter that is no address",
      { ...x, submissions: [submission("ann", "x", { sample: { submitter: "0x12" } })] },
      { argument: "submitter", actual: '"0x12"', expected: "20 bytes in hexadecimal" },
    ],
    [
      "a hash with a foreign character",
      { ...x, submissions: [submission("ann", "x", { keyCommitment: `0x${"0g".repeat(32)}` })] },
      { argument: "keyCommitment", actual: `"0x${"0g".repeat(32)}"`, expected: "32 bytes in hexadecimal" },
    ],
  ];
  for (const [what, changes, error] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => buildReport(inputs(changes)))
        .to.throw(InvalidArgumentError)
        .that.includes(error);
    });
  }
});
