import { spawn } from "node:child_process";

import { expect } from "chai";

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run node -- WORDS`, which reads its options before it loads anything else. */
async function runNode(...words: string[]): Promise<Result> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/node.ts", ...words], { stdio: "pipe" });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

describe("parseOptions", () => {
  for (const [words, problem] of [
    [["--bogus"], "unknown option '--bogus' (there are --fresh, --persist, --on, --port, --help)"],
    [["--port"], "option '--port <value>' argument missing (there are --fresh, --persist, --on, --port, --help)"],
    [["fast"], "unexpected argument 'fast' (there are --fresh, --persist, --on, --port, --help)"],
    [["--on", "geth"], "--on is geth, expected hardhat or anvil"],
    [["--port", "65536"], "--port is 65536, expected 0 to 65535, 0 for any that is free"],
    [["--port", "1e3"], "--port is 1e3, expected 0 to 65535, 0 for any that is free"],
    [["--on", "anvil", "--persist"], "--persist keeps the chain of hardhat only, not of anvil"],
  ] as const) {
    it(`ends with 2 and one line for ${words.join(" ")}`, async () => {
      expect(await runNode(...words)).to.deep.equal({
        code: 2,
        stdout: "",
        stderr: `error: ${problem}. Nothing was started.\n`,
      });
    });
  }
});
