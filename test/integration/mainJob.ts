import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { expect } from "chai";

import type { LoopResult } from "../../scripts/loop/LoopResult.js";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the main job as a user does, without the bootstrap that has run for these tests already. */
async function start(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "scripts/start.ts", ...args],
      { maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr });
      },
    );
  });
}

/** Sizes of the plaintexts that lie under a folder now, in bytes. */
async function plaintextSizes(folder: string): Promise<number[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []); // a folder was removed meanwhile
  const sizes = names
    .filter((name) => name.endsWith(".plaintext"))
    .map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ); // removed meanwhile
  return Promise.all(sizes);
}

describe("main job", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-test-"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("runs the whole loop over the default inputs and prints the result as JSON", async () => {
    const { code, stdout, stderr } = await start("--json");

    expect(code, stderr).to.equal(0);
    const result = JSON.parse(stdout) as LoopResult;
    expect(result.verdicts.map(({ name, category }) => [name, category])).to.have.deep.members([
      ["eicar.com", "MALICIOUS"],
      ["packed.bin", "SUSPICIOUS"],
      ["notice.txt", "HARMLESS"],
      ["phishing.url.txt", "MALICIOUS"],
      ["campaign.stix.json", "MALICIOUS"],
    ]);
    const eicar = result.verdicts.find(({ name }) => name === "eicar.com");
    expect(eicar?.labels.map(({ label }) => label)).to.include("EICAR-Test-File");
    expect(new Set(eicar?.labels.map(({ label }) => label)).size).to.equal(3);
    for (const { holder, counted, held } of result.holdings) expect(held, holder).to.equal(counted);
    expect(result.checks.map(({ name }) => name)).to.include.members([
      "all VMT balances sum to the supply",
      "all ETH is where it went",
      "the bought file has the registered SHA-256",
      "the unsold part is burned",
    ]);
  });

  it("runs over a single file that no engine knows, and prints a table", async () => {
    const path = join(folder, "unknown.bin");
    await writeFile(path, Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * index) % 251)));

    const { code, stdout, stderr } = await start(path);

    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/unknown\.bin +FILE +UNDETERMINED/);
    expect(stdout).to.match(/\d+ checks held\.$/m);
  });

  it("runs over one content submitted by two: the first earns, the second gets nothing", async () => {
    const { code, stdout, stderr } = await start("--json", join("samples", "eicar.com"));

    expect(code, stderr).to.equal(0);
    const { verdicts, parties } = JSON.parse(stdout) as LoopResult;
    expect(verdicts).to.have.length(1);
    const received = (role: string) => parties.find((party) => party.role === role)?.vmtReceived;
    expect(BigInt(received("submitter") ?? 0)).to.be.greaterThan(0n);
    expect(received("submitter without ETH")).to.equal("0");
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`leaves no plaintext behind when ${signal} comes while a file is scanned`, async () => {
      const bytes = 60_000_000;
      const path = join(folder, "large.bin");
      const temporary = join(folder, signal);
      await mkdir(temporary);
      await writeFile(path, randomBytes(bytes));

      const job = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", path], {
        env: { ...process.env, TMPDIR: temporary },
        stdio: "ignore",
      });
      const ended = new Promise((resolve) => job.on("exit", resolve));
      // A decrypted file gets its name once it is complete: from then on it is scanned.
      while (job.exitCode === null && !(await plaintextSizes(temporary)).includes(bytes)) await setTimeout(5);
      job.kill(signal);

      expect(await ended).to.equal(code);
      // The TypeScript loader keeps its cache there.
      const left = (await readdir(temporary)).filter((name) => !name.startsWith("tsx-"));
      expect(left).to.deep.equal([]);
    });
  }

  for (const [situation, file, reason] of [
    ["a missing file", "samples/no-such-file", "samples/no-such-file: no such file"],
    ["a folder", "samples", "samples: is not a file; give files, not folders or devices"],
  ] as const) {
    it(`refuses ${situation} before anything starts`, async () => {
      const { code, stdout, stderr } = await start("samples/eicar.com", file);

      expect(code).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.contain(`error: ${reason}`).and.to.contain("Nothing was started.");
      expect(stderr).not.to.contain("Deploy");
    });
  }

  it("refuses a URL file that holds no URL, and an unknown option", async () => {
    const path = join(folder, "wrong.url");
    await writeFile(path, "not a url");

    const url = await start(path);
    const option = await start("--fast");

    expect([url.code, option.code]).to.deep.equal([2, 2]);
    expect(url.stderr).to.contain("not a url").and.to.contain("Nothing was started.");
    expect(option.stderr).to.contain("--fast").and.to.contain("Nothing was started.");
  });
});
