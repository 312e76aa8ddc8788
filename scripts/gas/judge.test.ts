import { expect } from "chai";

import { floorOf } from "./floorOf.js";
import { judge } from "./judge.js";

const floor = floorOf({
  input: "0x",
  coldAccounts: [],
  slots: [],
  logs: [],
  precompiles: [],
  transfers: [],
  calls: [],
});
const measured = (gas: number) => ({ gas, floor, calls: [] });

describe("judge", () => {
  it("holds gas against the target", () => {
    const target = { target: { first: 25_000 } };
    expect(judge(measured(25_000), "first", target)).to.deep.equal({ limit: 25_000, verdict: "met" });
    expect(judge(measured(25_001), "first", target)).to.deep.equal({ limit: 25_000, verdict: "failed" });
  });

  it("keeps a missed target visible up to what is proposed", () => {
    const target = { target: { later: 25_000 }, proposed: { later: 26_000 }, reason: "a rule" };
    expect(judge(measured(25_000), "later", target)).to.deep.equal({ limit: 25_000, verdict: "met" });
    expect(judge(measured(25_001), "later", target)).to.deep.equal({ limit: 26_000, verdict: "missed" });
    expect(judge(measured(26_000), "later", target)).to.deep.equal({ limit: 26_000, verdict: "missed" });
    expect(judge(measured(26_001), "later", target)).to.deep.equal({ limit: 26_000, verdict: "failed" });
  });

  it("holds what has no target against its floor", () => {
    expect(judge(measured(27_300), "first", undefined)).to.deep.equal({ limit: 27_300, verdict: "within" });
    const ofLater = { target: { later: 1 } };
    expect(judge(measured(27_301), "first", ofLater)).to.deep.equal({ limit: 27_300, verdict: "failed" });
  });
});
