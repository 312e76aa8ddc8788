import { setTimeout } from "node:timers/promises";

import { expect } from "chai";

import { withHeartbeat } from "./withHeartbeat.js";

const EVERY_MILLISECONDS = 10;

describe("withHeartbeat", () => {
  it("says again and again that the work goes on, until it is done", async () => {
    const lines: string[] = [];
    const result = await withHeartbeat(
      "compiling",
      (line) => lines.push(line),
      async () => {
        while (lines.length < 2) await setTimeout(1);
        return 7;
      },
      EVERY_MILLISECONDS,
    );
    expect(result).to.equal(7);
    expect(lines).to.deep.equal(["compiling: 0 s so far", "compiling: 0 s so far"]);
    await setTimeout(3 * EVERY_MILLISECONDS);
    expect(lines).to.have.length(2);
  });

  it("is silent during short work, and passes its failure on", async () => {
    const lines: string[] = [];
    const error = await withHeartbeat(
      "compiling",
      (line) => lines.push(line),
      () => Promise.reject(new Error("no compiler")),
    ).catch((reason: unknown) => reason);
    expect(error).to.have.property("message", "no compiler");
    expect(lines).to.deep.equal([]);
  });
});
