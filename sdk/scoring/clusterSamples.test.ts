import { expect } from "chai";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { clusterSamples } from "./clusterSamples.js";

/** Digests that differ in the number of their body's leading bytes with one step up, hence in `steps`. */
const digest = (steps: number) => `000000${"01".repeat(steps)}${"00".repeat(32 - steps)}`;
const other = `000000${"ff".repeat(32)}`;

describe("clusterSamples", () => {
  it("joins a head at distance 30 and founds a cluster at 31", () => {
    expect([...clusterSamples([digest(0), digest(30)])]).to.deep.equal([0, 0]);
    expect([...clusterSamples([digest(0), digest(31)])]).to.deep.equal([0, 1]);
  });

  it("compares with heads only: a chain of small steps does not drag", () => {
    expect([...clusterSamples([digest(0), digest(20), digest(31), digest(12)])]).to.deep.equal([0, 0, 2, 0]);
  });

  it("prefers the nearest head", () => {
    expect([...clusterSamples([digest(0), digest(31), digest(15), digest(16)])]).to.deep.equal([0, 1, 0, 1]);
  });

  it("leaves contents without a digest alone", () => {
    expect([...clusterSamples([null, other, null, other])]).to.deep.equal([0, 1, 2, 1]);
  });

  it("has no clusters without contents", () => {
    expect([...clusterSamples([])]).to.deep.equal([]);
  });

  it("refuses a malformed digest", () => {
    expect(() => clusterSamples([other, "abc"]))
      .to.throw(InvalidArgumentError)
      .that.includes({ argument: "TLSH digest", actual: '"abc"' });
  });
});
