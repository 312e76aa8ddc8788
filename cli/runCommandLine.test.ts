import { expect } from "chai";

import { ExitCode } from "./ExitCode.js";
import { runCommandLine } from "./runCommandLine.js";

describe("runCommandLine", () => {
  it("shows control characters in why a command failed", async () => {
    for (const options of [[], ["--json"]]) {
      const said: string[] = [];
      const listen = (text: string): unknown => said.push(text);
      const exitCode = await runCommandLine(["status", "--settings", "/nowhere/1\u001b[2K\u009b2K\n", ...options], {
        environment: {},
        isInteractive: false,
        waits: [],
        out: listen,
        note: listen,
        progress: () => ({ advance: () => undefined, stop: () => undefined }),
        askPassword: () => Promise.resolve(undefined),
      });
      expect(exitCode).to.equal(ExitCode.usage);
      expect(said).to.have.length(1 + options.length);
      expect(said.at(-1)).to.match(/^error: .*1\\u\{1b\}\[2K\\u\{9b\}2K\\u\{a\}.*\n[^\n]+$/);
      expect(said.join("\n")).to.match(/^[ -~\n]*$/);
    }
  });
});
