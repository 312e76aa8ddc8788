import { expect } from "chai";

import { allowsQuoting } from "./allowsQuoting.js";
import { Policy } from "./Policy.js";

describe("allowsQuoting", () => {
  it("allows CLEAR and GREEN, whether sold or not, and nothing else of a byte", () => {
    const allowed = Array.from({ length: 256 }, (_, policy) => BigInt(policy)).filter(allowsQuoting);
    const { CLEAR, GREEN, NO_RESALE } = Policy;
    expect(allowed).to.deep.equal([CLEAR, GREEN, CLEAR | NO_RESALE, GREEN | NO_RESALE]);
  });

  it("forbids what is no policy byte", () => {
    expect([-1n, 256n].map(allowsQuoting)).to.deep.equal([false, false]);
  });
});
