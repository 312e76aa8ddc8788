import { expect } from "chai";

import { floorDifference } from "./floorDifference.js";
import { floorOf } from "./floorOf.js";

const floorWith = (slots: number) =>
  floorOf({
    input: "0x",
    coldAccounts: [],
    slots: Array.from({ length: slots }, () => ({ address: "0x1000", slot: "0x00", before: 1n, after: 2n })),
    logs: [],
    precompiles: [],
    transfers: [],
    calls: [],
  });

describe("floorDifference", () => {
  it("is a part of what the larger one has and the smaller has not", () => {
    const part = floorDifference(floorWith(9), floorWith(1), 4);
    expect(part).to.include({ intrinsic: 0, slotsChanged: 10_000, total: 10_000 });
    expect(part.counts.slotsChanged).to.equal(2);
  });

  it("rounds up", () => {
    expect(floorDifference(floorWith(2), floorWith(1), 3)).to.include({ slotsChanged: 1_667, total: 1_667 });
  });
});
