import { expect } from "chai";
import { z } from "zod";

import { firstProblem } from "./firstProblem.js";

describe("firstProblem", () => {
  const schema = z.object({ a: z.object({ b: z.string("expected a text") }), c: z.literal(1, "expected 1") });

  for (const [data, problem] of [
    [{ a: { b: 1 }, c: 1 }, "a.b: expected a text"],
    [{ a: { b: 1 }, c: 2 }, "a.b: expected a text, and 1 more"],
    [{ a: { b: "" }, c: 2 }, "c: expected 1"],
  ] as const) {
    it(`says "${problem}"`, () => {
      const { error } = schema.safeParse(data);
      expect(error === undefined ? undefined : firstProblem(error)).to.equal(problem);
    });
  }

  it("names no place where the whole is wrong", () => {
    const { error } = z.string("expected a text").safeParse(1);
    expect(error === undefined ? undefined : firstProblem(error)).to.equal("expected a text");
  });
});
