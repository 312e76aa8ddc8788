import { readFileSync } from "node:fs";

import { expect } from "chai";
import { parseEther } from "ethers";

import { scoringRule } from "../scoring/scoringRule.js";
import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";
import { Policy } from "../types/Policy.js";
import { buildReport } from "./buildReport.js";
import type { ScanResult } from "./ScanResult.js";
import { testInputs } from "./testInputs.js";

const { hash, inputs, scan, submission } = testInputs;
const document = readFileSync(new URL("../../docs/scoring.md", import.meta.url), "utf8");

const near = (last: string) => `${"5a".repeat(34)}${last}`;
const contents: readonly [string, Partial<ScanResult>, bigint?][] = [
  ["File, malicious to 4 of 4 engines, new", { tlsh: near("5a") }],
  ["Near-duplicate of it, submitted later", { tlsh: near("5b") }],
  ["File, malicious to 2 of 4, 15 from a known sample", { detections: 2n, distanceToNearestKnown: 15 }],
  ["URL, malicious to 3 of 4", { kind: Kind.URL, detections: 3n }],
  [
    "STIX bundle, suspicious to 1 of 2",
    { kind: Kind.INTEL, category: Category.SUSPICIOUS, detections: 1n, engines: 2n },
  ],
  ["File, malicious to 4 of 4, under TLP:RED", {}, Policy.RED],
  ["File, harmless", { category: Category.HARMLESS, detections: 0n }],
];

/** Points and reward by content hash. */
function earned(budgetVmt: string) {
  const { contents: file } = buildReport(
    inputs({
      submissions: contents.map(([name, { kind = Kind.FILE }, policy = Policy.CLEAR], i) =>
        submission(name, name, { logIndex: BigInt(i), sample: { kind, policy } }),
      ),
      scans: contents.map(([name, changes]) => scan(name, changes)),
      submittersBudget: parseEther(budgetVmt),
      maximumPerPoint: scoringRule.maximumPerPoint,
    }),
  );
  return new Map(file.verdicts.map(({ contentHash, score, reward }) => [contentHash, { score, reward }]));
}

/** Rounded down to six decimals. */
function decimal(units: bigint): string {
  const digits = (units / 10n ** 12n).toString().padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

describe("docs/scoring.md", () => {
  const plenty = earned("20");
  const short = earned("10");

  for (const [name] of contents) {
    it(`has the numbers of: ${name}`, () => {
      const row = [
        name,
        plenty.get(hash(name))?.score.toLocaleString("en-US"),
        decimal(plenty.get(hash(name))?.reward ?? -1n),
        decimal(short.get(hash(name))?.reward ?? -1n),
      ];
      const rows = document.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
      expect(rows).to.deep.include(["", ...row, ""]);
    });
  }

  it("has the numbers of the rule", () => {
    expect(document).to.contain(`**Points** = ${scoringRule.fullScore.toLocaleString("en-US")} ×`);
    expect(document).to.contain("A point earns 0.00001 VMT at most");
    expect(parseEther("0.00001")).to.equal(scoringRule.maximumPerPoint);
    expect(document).to.contain(`distance ≤ ${scoringRule.nearDistance} from the cluster's first`);
    expect(scoringRule.categoryWeights).to.deep.equal({ 3: 10_000n, 2: 2_500n, 1: 0n, 0: 0n });
    expect(scoringRule.kindWeights).to.deep.equal({ 0: 10_000n, 1: 1_000n, 2: 5_000n });
    expect(scoringRule.handOverEpochs).to.equal(3n);
  });
});
