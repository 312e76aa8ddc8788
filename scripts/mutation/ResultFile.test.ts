import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ResultFile } from "./ResultFile.js";

describe("ResultFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "results-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("finds again what an interrupted run wrote, the last word on each", () => {
    const path = join(folder, "deep", "results.jsonl");
    const first = new ResultFile(path);
    first.add({ id: "a", outcome: "survived", killer: "", milliseconds: 1, sources: "1" });
    first.add({ id: "a", outcome: "killed", killer: "test_A", milliseconds: 1, sources: "2" });
    appendFileSync(path, '{"id":"b","outc');

    const second = new ResultFile(path);
    expect(second.get("a")).to.deep.equal({
      id: "a",
      outcome: "killed",
      killer: "test_A",
      milliseconds: 1,
      sources: "2",
    });
    expect(second.get("b")).to.equal(undefined);
  });
});
