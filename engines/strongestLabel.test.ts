import { expect } from "chai";

import { Category } from "../sdk/types/Category.js";
import { strongestLabel } from "./strongestLabel.js";

describe("strongestLabel", () => {
  const a = { label: "A", category: Category.SUSPICIOUS };
  const b = { label: "B", category: Category.MALICIOUS };
  const c = { label: "C", category: Category.MALICIOUS };
  const known = { label: null, category: Category.HARMLESS };

  it("is no label, and UNDETERMINED, without findings", () => {
    expect(strongestLabel([])).to.deep.equal({ label: null, category: Category.UNDETERMINED });
  });

  it("is the gravest, then the first by name, in any order", () => {
    for (const findings of [
      [a, b, c, known],
      [known, c, b, a],
      [c, a, known, b],
    ]) {
      expect(strongestLabel(findings)).to.deep.equal(b);
    }
    expect(strongestLabel([known])).to.deep.equal(known);
  });
});
