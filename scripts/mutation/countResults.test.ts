import { expect } from "chai";

import { countResults } from "./countResults.js";
import type { MutantResult } from "./MutantResult.js";
import { renderTable } from "./renderTable.js";
import { scoreOf } from "./scoreOf.js";

const result = (id: string, outcome: MutantResult["outcome"]): MutantResult => ({
  id,
  outcome,
  killer: "",
  milliseconds: 1,
  sources: "",
});
const counts = countResults(
  [result("a", "killed"), result("b", "timeout"), result("c", "survived"), result("d", "survived")],
  new Map([["c", "the same at every input"]]),
);

describe("countResults", () => {
  it("counts a timeout as killed and sets the explained apart", () => {
    expect(counts).to.deep.equal({ mutants: 4, killed: 2, timeouts: 1, equivalent: 1, survived: 1 });
  });

  it("scores what was killed of what can be", () => {
    expect(scoreOf(counts)).to.equal(2 / 3);
    expect(scoreOf({ mutants: 1, killed: 0, timeouts: 0, equivalent: 1, survived: 0 })).to.equal(1);
  });

  it("shows percentages rounded down", () => {
    expect(renderTable(new Map([["All", counts]]))).to.match(
      /\| All \| 4 \| 2 \| 1 \| 1 \| 1 \| 50\.0 % \| 66\.6 % \|$/,
    );
  });
});
