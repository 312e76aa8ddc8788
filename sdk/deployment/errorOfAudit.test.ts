import { expect } from "chai";

import { AuditFailedError } from "./AuditFailedError.js";
import { AuditIncompleteError } from "./AuditIncompleteError.js";
import { errorOfAudit } from "./errorOfAudit.js";

const PASSED = { name: "no proxy", problems: [], isUnchecked: false };
const DIFFERS = { name: "wiring", problems: ["EpochClock.GENESIS is 1, expected 2"], isUnchecked: false };
const UNCHECKED = { name: "balances", problems: ["this node no longer has the state of block 7"], isUnchecked: true };

describe("errorOfAudit", () => {
  it("is nothing when all checks passed", () => {
    expect(errorOfAudit([PASSED])).to.equal(undefined);
  });

  it("does not say that a deployment differs of which something could not be checked", () => {
    const error = errorOfAudit([PASSED, UNCHECKED]);
    expect(error).to.be.instanceOf(AuditIncompleteError);
    expect(error).to.deep.include({ unchecked: [UNCHECKED] });
    expect(error?.message.split("\n")).to.deep.equal([
      "The audit could not be finished: it found no difference, and does not say that there is none.",
      "  - balances: this node no longer has the state of block 7",
    ]);
  });

  it("is the difference where there is one beside, and tells both", () => {
    const error = errorOfAudit([UNCHECKED, PASSED, DIFFERS]);
    expect(error).to.be.instanceOf(AuditFailedError);
    expect(error).to.deep.include({ failed: [UNCHECKED, DIFFERS] });
    expect(error?.message.split("\n")).to.deep.equal([
      "The deployment failed its audit. Do not use it.",
      "  - balances: this node no longer has the state of block 7",
      "  - wiring: EpochClock.GENESIS is 1, expected 2",
    ]);
  });
});
