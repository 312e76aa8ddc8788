import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { readEquivalents } from "./readEquivalents.js";

describe("readEquivalents", () => {
  const folder = mkdtempSync(join(tmpdir(), "equivalents-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (text: string) => {
    const path = join(folder, "mutation.md");
    writeFileSync(path, text);
    return readEquivalents(path);
  };

  it("reads ids with their reasons under the heading alone", () => {
    const text =
      "- `00000000` a: b\n\n## Equivalent mutants\n\n- `1a2b3c4d` `f`: `a` → `b`: both are zero\n\n## Next\n\n- x\n";
    expect([...read(text)]).to.deep.equal([["1a2b3c4d", "both are zero"]]);
  });

  it("refuses a line without a reason, a second explanation, and a page without the heading", () => {
    expect(() => read("## Equivalent mutants\n\n- `1a2b3c4d` code\n")).to.throw("not of the form");
    const twice = "- `1a2b3c4d` code: same\n";
    expect(() => read(`## Equivalent mutants\n\n${twice}${twice}`)).to.throw("explains 1a2b3c4d twice");
    expect(() => read("# Mutation testing\n")).to.throw("has no heading");
  });
});
