import { expect } from "chai";

import { pickSample } from "./pickSample.js";

const items = Array.from({ length: 100 }, (_, index) => ({ id: String(index) }));

describe("pickSample", () => {
  it("is the same for the same seed and another for another", () => {
    expect(pickSample(items, 10, "a"))
      .to.have.lengthOf(10)
      .and.to.deep.equal(pickSample(items, 10, "a"));
    expect(pickSample(items, 10, "a")).to.not.deep.equal(pickSample(items, 10, "b"));
  });

  it("keeps the order, and takes all where that many are asked for", () => {
    expect(pickSample(items, 100, "a")).to.deep.equal(items);
    expect(pickSample(items, 101, "a")).to.deep.equal(items);
  });
});
