import { expect } from "chai";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { halveFor } from "./halveFor.js";

describe("halveFor", () => {
  it("leaves the first of a cluster its score and halves for each further one, rounding down", () => {
    expect([1, 2, 3, 4].map((position) => halveFor(1_000_001n, position))).to.deep.equal([
      1_000_001n,
      500_000n,
      250_000n,
      125_000n,
    ]);
  });

  it("leaves one point of a million at the 20th place and none at the 21st", () => {
    expect(halveFor(1_000_000n, 20)).to.equal(1n);
    expect(halveFor(1_000_000n, 21)).to.equal(0n);
    expect(halveFor(1_000_000n, 1_000_000)).to.equal(0n);
  });

  it("gives a whole cluster less than twice its best score", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 32n - 1n }), fc.integer({ min: 1, max: 100 }), (score, size) => {
        let sum = 0n;
        for (let position = 1; position <= size; position += 1) sum += halveFor(score, position);
        expect(sum < 2n * score).to.equal(true);
      }),
    );
  });

  const refused = [
    [-1n, 1, { argument: "score", actual: "-1", expected: "at least 0" }],
    [1n, 0, { argument: "position", actual: "0", expected: "an integer from 1" }],
    [1n, 1.5, { argument: "position", actual: "1.5", expected: "an integer from 1" }],
  ] as const;
  for (const [score, position, error] of refused) {
    it(`refuses the score ${score} at place ${position}`, () => {
      expect(() => halveFor(score, position))
        .to.throw(InvalidArgumentError)
        .that.includes(error);
    });
  }
});
