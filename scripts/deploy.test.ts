import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ExitCode } from "../cli/ExitCode.js";

const ACCOUNT = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

describe("deploy", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-deploy-"));
  });

  after(async () => rm(folder, { recursive: true }));

  /** `npm run deploy -- --network sepolia --dry-run`, with neither URL nor key. */
  async function deploy(words: readonly string[]): Promise<{ code: unknown; notes: string }> {
    const settings = { CI: "true", SEPOLIA_RPC_URL: "", SEPOLIA_PRIVATE_KEY: "", VIRUSMAP_DEPLOYMENTS: folder };
    const program = ["--import", "tsx", "scripts/deploy.ts", "--network", "sepolia", "--dry-run"];
    const child = spawn(process.execPath, [...program, ...words], {
      env: { ...process.env, ...settings },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let notes = "";
    child.stderr.on("data", (chunk) => (notes += String(chunk)));
    const code = await new Promise((done) => child.once("close", done));
    return { code, notes };
  }

  it("tells what is wrong with the arguments before it asks for a node or a key", async () => {
    const named = ["--developers", ACCOUNT, "--supporters", ACCOUNT];
    const cases: [words: string[], problem: string][] = [
      [
        [...named, "--treasury", "0x1"],
        'sale.treasury is "0x1": must be an address other than zero, with a valid checksum',
      ],
      [["--max-fee", "much"], "--max-fee or VIRUSMAP_MAX_FEE: expected gwei"],
      [["--parameters", "missing.json5"], "The parameter file missing.json5 does not exist"],
    ];
    const ends = await Promise.all(cases.map(async ([words]) => deploy(words)));
    for (const [index, { code, notes }] of ends.entries()) {
      expect(code, notes).to.equal(ExitCode.usage);
      expect(notes).to.include(cases[index]?.[1]);
    }
  });
});
