import { expect } from "chai";
import { getAddress } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { rewardLeaf } from "../trees/rewardLeaf.js";
import { verdictLeaf } from "../trees/verdictLeaf.js";
import { verifyProof } from "../trees/verifyProof.js";
import { Kind } from "../types/Kind.js";
import { buildReport } from "./buildReport.js";
import { proofOfReward } from "./proofOfReward.js";
import { proofOfVerdict } from "./proofOfVerdict.js";
import { readReport } from "./readReport.js";
import { testInputs } from "./testInputs.js";

const { account, hash, inputs, scan, submission } = testInputs;
const names = Array.from({ length: 9 }, (_, i) => `content ${i}`);
const { report, file } = buildReport(
  inputs({
    submissions: names.map((name, i) => submission(`submitter ${i % 5}`, name)),
    scans: names.map((name) => scan(name)),
  }),
);
const contents = readReport(file);

describe("proofOfVerdict", () => {
  it("proves each verdict of the file to the report's root", () => {
    for (const name of names) {
      const proven = proofOfVerdict(contents, Kind.FILE, hash(name).toUpperCase().replace("0X", "0x"));
      const { epoch, verdict, proof } = proven;
      expect(epoch).to.equal(contents.epoch);
      expect(verdict.contentHash).to.equal(hash(name));
      expect(verifyProof(report.verdictsRoot, verdictLeaf(verdict), proof)).to.equal(true);
    }
  });

  it("refuses a content without a verdict, and one of another kind", () => {
    for (const [kind, content] of [
      [Kind.FILE, "unknown"],
      [Kind.URL, "content 0"],
    ] as const) {
      expect(() => proofOfVerdict(contents, kind, hash(content)))
        .to.throw(InvalidArgumentError)
        .that.includes({
          argument: "content",
          actual: `${kind}:${hash(content)}`,
          expected: "one with a verdict in epoch 5",
        });
    }
  });
});

describe("proofOfReward", () => {
  it("proves each account's sum to the report's root", () => {
    for (let i = 0; i < 5; i += 1) {
      const owner = getAddress(account(`submitter ${i}`));
      const { epoch, amount, proof } = proofOfReward(contents, owner);
      expect(epoch).to.equal(5n);
      expect(amount).to.equal(i < 4 ? 14_000_000n : 7_000_000n);
      expect(verifyProof(report.rewardsRoot, rewardLeaf(owner, amount), proof)).to.equal(true);
    }
  });

  it("refuses an account without a reward", () => {
    expect(() => proofOfReward(contents, account("eve")))
      .to.throw(InvalidArgumentError)
      .that.includes({ argument: "account", actual: account("eve"), expected: "one with a reward in epoch 5" });
  });
});
