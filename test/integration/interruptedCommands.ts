import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { type HDNodeWallet, parseEther, Wallet } from "ethers";

import { ExitCode } from "../../cli/ExitCode.js";
import { runCommandLine } from "../../cli/runCommandLine.js";
import { CommandLineSystem } from "./CommandLineSystem.js";

const FILES = 40;
const BYTES = 1_000_000; // of a file that takes a process a while

/** What is in a folder, at any depth. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe("A command that is interrupted", () => {
  let system: CommandLineSystem;
  let account: HDNodeWallet;
  let folder: string;
  let samples: string;

  before(async () => {
    system = await CommandLineSystem.start();
  });

  after(async () => system.close());

  beforeEach(async () => {
    account = Wallet.createRandom();
    await system.connection.networkHelpers.setBalance(account.address, parseEther("10"));
    folder = await mkdtemp(join(system.folder, "interrupted-"));
    samples = join(folder, "samples");
    await mkdir(samples);
    for (let index = 0; index < FILES; ++index) await writeFile(join(samples, String(index)), `sample ${index}`);
    await writeFile(join(samples, "address.url"), "https://example.org/");
  });

  afterEach(async () => rm(folder, { recursive: true }));

  const environment = () => ({
    VIRUSMAP_RPC_URL: system.url,
    VIRUSMAP_ADDRESS_BOOK: system.addressBook,
    VIRUSMAP_HOME: join(folder, "home"),
    VIRUSMAP_STORE: join(folder, "store"),
    VIRUSMAP_PRIVATE_KEY: account.privateKey,
  });

  /** @param advanced is called with each step of a progress bar */
  async function run(
    words: string[],
    interruption: AbortController,
    advanced: (title: string) => void = () => undefined,
  ): Promise<{ exitCode: number; text: string; notes: string }> {
    const out: string[] = [];
    const notes: string[] = [];
    const exitCode = await runCommandLine(words, {
      environment: environment(),
      isInteractive: false,
      waits: [1, 1],
      out: (text) => out.push(text),
      note: (text) => notes.push(text),
      progress: (title) => ({
        advance: () => {
          advanced(title);
        },
        stop: () => undefined,
      }),
      interruption: interruption.signal,
      askPassword: () => Promise.resolve(undefined),
    });
    return { exitCode, text: out.join("\n"), notes: notes.join("\n") };
  }

  /** The command in a process of its own, once it encrypts files that take it a while. */
  async function submitting(): Promise<ChildProcess> {
    for (let index = 0; index < FILES; ++index) await truncate(join(samples, String(index)), BYTES + index);
    const command = spawn(process.execPath, ["cli/virusmap.mjs", "sample", "submit", samples], {
      env: { ...process.env, ...environment() },
      stdio: ["ignore", "ignore", "pipe"],
    });
    for await (const text of command.stderr.iterator({ destroyOnReturn: false })) {
      if (String(text).includes("Hashing and encrypting")) break;
    }
    while ((await filesIn(join(folder, "store"))).length === 0) {
      expect(command.exitCode, "it ended before it was interrupted").to.equal(null);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return command;
  }

  const rootInHome = async () =>
    (await filesIn(join(folder, "home"))).find((name) => /^0x[0-9a-f]{64}$/.test(name)) ?? "";

  const nonce = async () => system.connection.ethers.provider.getTransactionCount(account.address, "pending");

  it("says that nothing was sent, and leaves neither temporary folders nor ciphertexts", async () => {
    const interruption = new AbortController();
    let encrypted = 0;
    const { exitCode, notes } = await run(["sample", "submit", samples], interruption, (title) => {
      if (title.startsWith("Hashing") && ++encrypted === 5) interruption.abort("SIGINT");
    });
    expect(exitCode, notes).to.equal(ExitCode.interrupted);
    expect(notes).to.contain("error: interrupted by SIGINT\nNothing was sent.");
    expect(encrypted, "it stops at once").to.be.lessThan(FILES);
    expect(await readdir(join(folder, "home"))).to.deep.equal([]);
    expect(await filesIn(join(folder, "store"))).to.deep.equal([]);
    expect(await nonce()).to.equal(0);
  });

  it("names the transaction that was sent, and how to go on", async () => {
    const { provider } = system.connection;
    await provider.request({ method: "evm_setAutomine", params: [false] });
    try {
      const interruption = new AbortController();
      const running = run(["sample", "submit", samples], interruption);
      let isOver = false;
      void running.finally(() => (isOver = true));
      while ((await nonce()) === 0) {
        expect(isOver, "it ended before it sent anything").to.equal(false);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      interruption.abort("SIGTERM");
      const { exitCode, notes } = await running;
      expect(exitCode, notes).to.equal(ExitCode.interrupted);
      const root = await rootInHome();
      expect(notes).to.match(
        new RegExp(
          `interrupted by SIGTERM\nSent: transaction 0x[0-9a-f]{64} with nonce \\d+\\. .*virusmap sample hand-over ${root}\\.`,
        ),
      );
      expect(await filesIn(join(folder, "store")), "its ciphertexts stay").to.have.length(FILES + 1);
    } finally {
      await provider.request({ method: "evm_mine", params: [] });
      await provider.request({ method: "evm_setAutomine", params: [true] });
    }
  });

  it("shows what was submitted and never handed over, and says how when it is submitted again", async () => {
    const submit = ["sample", "submit", samples];
    const unserved = await run(submit, new AbortController());
    expect(unserved.exitCode, "there is no council").to.equal(ExitCode.notFound);
    const root = await rootInHome();
    const handedOver = async (): Promise<unknown> => {
      const { text } = await run(["sample", "list", "--json"], new AbortController());
      return (JSON.parse(text) as { submissions: Record<string, unknown>[] }).submissions.map(
        (row) => row["handedOver"],
      );
    };
    expect(await handedOver()).to.deep.equal(["no"]);

    const again = await run(submit, new AbortController());
    expect(again.exitCode, again.notes).to.equal(ExitCode.refused);
    expect(again.notes).to.match(
      new RegExp(
        `error: (\\d+) of \\1 files were submitted before: \\1 with root ${root} in transaction 0x[0-9a-f]{64}, never handed over\n.*virusmap sample hand-over ${root}\\.`,
      ),
    );
    await writeFile(join(samples, "another"), "not submitted before");
    const more = await run([...submit, "--dry-run"], new AbortController());
    expect(more.exitCode, more.notes).to.equal(ExitCode.done);
    expect(more.notes).to.contain(
      `never handed over. The earlier time counts for them. Hand over: virusmap sample hand-over ${root}`,
    );

    // A home of before there were such records.
    const submissions = join(folder, "home", `chain-31337`, "submissions");
    await rm(join(submissions, `${root}.handed-over`));
    expect(await handedOver()).to.deep.equal(["unknown"]);
    await rm(join(samples, "another"));
    expect((await run(submit, new AbortController())).notes).to.match(
      /in transaction 0x[0-9a-f]{64}, and this home does not know whether they were handed over\n/,
    );
  });

  it("does the same for a process that gets the signal", async () => {
    const command = await submitting();
    const exit = once(command, "exit");
    command.kill("SIGINT");
    expect(await exit).to.deep.equal([ExitCode.interrupted, null]);
    expect(await readdir(join(folder, "home"))).to.deep.equal([]);
    expect(await filesIn(join(folder, "store"))).to.deep.equal([]);
  });

  it("is cleaned up after by the next one, when it was killed", async () => {
    const command = await submitting();
    const exit = once(command, "exit");
    command.kill("SIGKILL");
    await exit;
    const left = await readdir(join(folder, "home"));
    expect(left.map((name) => name.replace(/-.*/, ""))).to.have.members(["canonical", "encrypting"]);

    const { exitCode, notes } = await run(["sample", "submit", samples, "--dry-run"], new AbortController());
    expect(exitCode, notes).to.equal(ExitCode.done);
    expect(await readdir(join(folder, "home"))).to.deep.equal([]);
  });
});
