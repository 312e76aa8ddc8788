import { expect } from "chai";

import { patternComparisons } from "./patternComparisons.js";

describe("patternComparisons", () => {
  it("reads equalities, with quoted parts of paths and escapes", () => {
    expect(
      patternComparisons(
        "([file:hashes.'SHA-256' = 'ab' AND file:name='it\\'s \\\\'] FOLLOWEDBY [url:value = 'http://x/?a=b'])",
      ),
    ).to.deep.equal([
      { path: "file:hashes.SHA-256", value: "ab" },
      { path: "file:name", value: "it's \\" },
      { path: "url:value", value: "http://x/?a=b" },
    ]);
  });

  it("leaves other comparisons alone", () => {
    for (const pattern of [
      "[url:value != 'x']",
      "[url:value LIKE 'x']",
      "[url:value IN ('x', 'y')]",
      "[file:size = 1]",
      "'x'",
      "[url:value = 'no end",
      "",
    ]) {
      expect(patternComparisons(pattern), pattern).to.deep.equal([]);
    }
  });

  it("reads a text of many megabytes, closed or not", () => {
    const long = "a".repeat(10_000_000);
    expect(patternComparisons(`[url:value = '${long}']`)).to.deep.equal([{ path: "url:value", value: long }]);
    expect(patternComparisons(`[url:value = '${long}`)).to.deep.equal([]);
  });

  it("takes time linear in the pattern", () => {
    for (const hostile of [
      "a:".repeat(500_000),
      "'".repeat(1_000_001),
      "a-".repeat(500_000),
      "a:b ".repeat(200_000) + "='",
      "'" + "\\'".repeat(500_000),
    ]) {
      const start = performance.now();
      patternComparisons(hostile);
      expect(performance.now() - start).to.be.below(2_000);
    }
  }).timeout(10_000);
});
