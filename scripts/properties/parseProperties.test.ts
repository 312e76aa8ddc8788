import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { parseProperties } from "./parseProperties.js";

describe("parseProperties", () => {
  it("reads id, name, kinds and words, over several lines", () => {
    const { properties, parts } = parseProperties(
      "# Title\n\n- **S1 First** (U, F): words\n  go on (**Part** (S1)).\n- **S2 Second** (G): more.\n\nText.\n",
    );
    expect(properties).to.deep.equal([
      { id: "S1", name: "First", kinds: ["U", "F"], words: "words go on (**Part** (S1))." },
      { id: "S2", name: "Second", kinds: ["G"], words: "more." },
    ]);
    expect([...parts]).to.deep.equal([["Part", "S1"]]);
  });

  it("refuses a property in another form", () => {
    for (const line of ["- **S1 First**: no kinds", "- **S1 First** (Q): unknown kind", "- **S1**: no name"]) {
      expect(() => parseProperties(`${line}\n`), line).to.throw(Error, "not in the form");
    }
  });

  it("refuses a gap, a repetition, and a part of nothing", () => {
    expect(() => parseProperties("- **S2 Second** (U): words\n")).to.throw(Error, "S1 is missing");
    expect(() => parseProperties("- **S1 A** (U): a\n- **S1 B** (U): b\n")).to.throw(Error, "S2 is missing");
    expect(() => parseProperties("- **S1 A** (U): a, **Part** (K1)\n")).to.throw(Error, "Part is a part of K1");
  });

  it("finds all properties of the protocol", () => {
    const protocol = readFileSync(join(import.meta.dirname, "..", "..", "docs", "protocol.md"), "utf8");
    const counts: Record<string, number> = {};
    for (const { id } of parseProperties(protocol).properties) {
      counts[id.charAt(0)] = (counts[id.charAt(0)] ?? 0) + 1;
    }
    expect(counts).to.deep.equal({ T: 4, A: 2, S: 10, R: 5, P: 6, K: 10, E: 8, X: 6 });
  });
});
