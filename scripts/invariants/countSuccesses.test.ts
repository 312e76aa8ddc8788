import { expect } from "chai";

import type { Campaign, HandlerMetrics } from "./Campaign.js";
import { countSuccesses } from "./countSuccesses.js";

function campaignOf(...metrics: readonly Record<string, HandlerMetrics>[]): Campaign {
  return {
    seed: "0x1",
    results: metrics.map((entry) => ({
      suite: "AnyTest",
      file: "test/invariant/Any.t.sol",
      name: "invariant_Any()",
      passed: true,
      reason: undefined,
      metrics: entry,
      sequence: [],
    })),
  };
}

const VOTE = "project/test/invariant/VoterHandler.sol:VoterHandler.vote";

describe("countSuccesses", () => {
  it("sums up suites and campaigns: what neither reverted nor was discarded succeeded", () => {
    const first = campaignOf(
      { [VOTE]: { calls: 10n, reverts: 3n, discards: 1n } },
      { [VOTE]: { calls: 5n, reverts: 5n, discards: 0n } },
    );
    const second = campaignOf({ [VOTE]: { calls: 1n, reverts: 0n, discards: 0n } });
    expect(countSuccesses([first, second], ["VoterHandler.vote"])).to.deep.equal([
      { name: "VoterHandler.vote", calls: 16n, successes: 7n },
    ]);
  });

  it("counts zero for a function that was never called", () => {
    expect(countSuccesses([campaignOf({})], ["VoterHandler.unvote"])).to.deep.equal([
      { name: "VoterHandler.unvote", calls: 0n, successes: 0n },
    ]);
  });

  it("lists functions by name", () => {
    const names = countSuccesses([], ["VoterHandler.vote", "SaleHandler.buy"]).map(({ name }) => name);
    expect(names).to.deep.equal(["SaleHandler.buy", "VoterHandler.vote"]);
  });
});
