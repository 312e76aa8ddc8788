import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

import { expect } from "chai";
import { formatEther, formatUnits, type HDNodeWallet, id, parseEther, Transaction, Wallet } from "ethers";

import { ExitCode } from "../../cli/ExitCode.js";
import { CommandLineSystem } from "./CommandLineSystem.js";

const run = promisify(execFile);

describe("The command line", () => {
  let system: CommandLineSystem;
  let buyer: HDNodeWallet;

  before(async () => {
    system = await CommandLineSystem.start();
    const { networkHelpers } = system.connection;
    buyer = Wallet.createRandom();
    await networkHelpers.setBalance(buyer.address, parseEther("1000"));
    await networkHelpers.time.increaseTo(system.parameters.sale.start);
  });

  after(async () => system.close());

  /** Runs a command as the buyer. */
  async function virusmap(words: readonly string[], environment: Record<string, string | undefined> = {}) {
    return system.run(words, { VIRUSMAP_PRIVATE_KEY: buyer.privateKey, ...environment });
  }

  it("shows in a dry run what a purchase would change, and changes nothing", async () => {
    const before = await system.connection.ethers.provider.getBlockNumber();
    const result = await virusmap(["sale", "buy", "1.5", "--dry-run", "--json"]);
    expect(result.exitCode, result.notes).to.equal(ExitCode.done);
    const { dryRun, changes } = result.json() as { dryRun: boolean; changes: { account: string; change: string }[] };
    expect(dryRun).to.equal(true);
    expect(changes).to.deep.include({
      token: "ETH",
      account: buyer.address,
      name: "this account",
      change: String(-parseEther("1.5")),
    });
    expect(await system.connection.ethers.provider.getBlockNumber()).to.equal(before);
  });

  it("prints one value, or all as JSON, not both", async () => {
    expect((await virusmap(["status", "--print", "account"])).text).to.equal(buyer.address);
    const both = await virusmap(["status", "--print", "account", "--json"]);
    expect(both.exitCode).to.equal(ExitCode.usage);
    expect(both.notes).to.contain("option '--print <field>' cannot be used with option '--json'");
    expect(both.json()).to.have.nested.property("error.exitCode", ExitCode.usage);
  });

  it("buys what a dry run said, and shows the purchase in the sale's status", async () => {
    const dry = await virusmap(["sale", "buy", "1.5", "--dry-run", "--json"]);
    expect((await virusmap(["sale", "buy", "1.5", "--dry-run"])).text).to.match(/^Would buy .* VMT$/m);
    const bought = await virusmap(["sale", "buy", "1.5", "--json"]);
    expect(bought.exitCode, bought.notes).to.equal(ExitCode.done);
    const { tokens, paidWei, transaction } = bought.json();
    expect(dry.json()).to.deep.include({ tokens, paidWei });
    expect(paidWei).to.equal(String(parseEther("1.5")));
    const { provider } = system.connection.ethers;
    const sent = await provider.getTransaction(transaction as string);
    const used = (await provider.getTransactionReceipt(transaction as string))?.gasUsed ?? 0n;
    expect(sent?.gasLimit, "a quarter more than it takes").to.be.at.least((used * 125n) / 100n);

    const { exitCode, text } = await virusmap(["sale", "status"]);
    expect(exitCode).to.equal(ExitCode.done);
    expect(text).to.match(/State +open/);
    const whole = formatEther(tokens as string).replace(/\.0$/, "");
    expect(text.replaceAll(",", "")).to.match(new RegExp(`Bought by it unclaimed +${whole} VMT`));
  });

  it("says what a contract refused, with the values, and ends with 3", async () => {
    const result = await virusmap(["sale", "claim"]);
    expect(result.exitCode).to.equal(ExitCode.refused);
    expect(result.notes).to.contain("TokenSale refused: not succeeded");
  });

  it("says the same in a dry run", async () => {
    expect((await virusmap(["sale", "claim", "--dry-run"])).exitCode).to.equal(ExitCode.refused);
  });

  it("names a wrong argument and its limit, and ends with 2", async () => {
    for (const [words, message] of [
      [["sale", "buy", "one"], "eth is one, expected a positive decimal number with at most 18 decimals"],
      [["sale", "buy", "0"], "eth is 0, expected more than 0"],
      [["sale", "claim", "0x12"], "0x12 is no address"],
      [
        ["node", "withdraw", buyer.address, "4294967296"],
        "epoch is 4294967296, expected a whole number from 0 to 4294967295",
      ],
      [["sale", "sell"], "unknown command 'sell'"],
    ] as const) {
      const { exitCode, notes } = await virusmap(words);
      expect(exitCode).to.equal(ExitCode.usage);
      expect(notes).to.contain(message);
    }
  });

  it("shows where the right call is told, at the end of each complaint about a wrong one", async () => {
    for (const [words, command] of [
      [["sale", "buy"], "virusmap sale buy"],
      [["sale", "buy", "1", "2"], "virusmap sale buy"],
      [["sale", "buy", "1", "--bogus"], "virusmap sale buy"],
      [["sale", "buy", "1", "--rpc"], "virusmap"],
      [["sale", "sell"], "virusmap sale"],
      [["sales"], "virusmap"],
    ] as const) {
      const { exitCode, text, notes } = await virusmap(words);
      expect(exitCode, notes).to.equal(ExitCode.usage);
      expect(text).to.equal("");
      expect(notes)
        .to.match(/^error: /)
        .and.match(new RegExp(`\\n\`${command} --help\` shows how to call it\\.$`));
    }
  });

  it("says in JSON what was wrong with a call", async () => {
    for (const [words, message] of [
      [["sale", "buy"], "missing required argument 'eth'"],
      [["sale"], "no command is named"],
    ] as const) {
      const { exitCode, json } = await virusmap([...words, "--json"]);
      expect(exitCode).to.equal(ExitCode.usage);
      const advice = "`virusmap --help` lists commands and options.";
      expect(json()).to.deep.equal({ error: { message, advice, exitCode: ExitCode.usage } });
    }
  });

  it("says that the account has too little ETH, and ends with 5", async () => {
    const { exitCode, notes } = await virusmap(["sale", "buy", "1.5"], {
      VIRUSMAP_PRIVATE_KEY: Wallet.createRandom().privateKey,
    });
    expect(exitCode, notes).to.equal(ExitCode.funds);
    expect(notes).to.contain("has 0 ETH, and the transaction needs 1.5 ETH and the gas");
  });

  it("says what the gas takes, and ends with 5, before any file is encrypted", async () => {
    const home = join(system.folder, "poor");
    const { exitCode, notes } = await virusmap(["sample", "submit", "samples"], {
      VIRUSMAP_PRIVATE_KEY: Wallet.createRandom().privateKey,
      VIRUSMAP_HOME: home,
      VIRUSMAP_STORE: join(home, "store"),
    });
    expect(exitCode, notes).to.equal(ExitCode.funds);
    expect(notes).to.match(/has 0 ETH, and the transaction needs up to 0\.0000\d+ ETH for its gas/);
    expect(existsSync(join(home, "store"))).to.equal(false);
  });

  it("says that the store or the home cannot be written, and ends with 2, before any file is encrypted", async () => {
    const file = join(system.folder, "a-file");
    await writeFile(file, "");
    for (const [option, name] of [
      ["--store", "store"],
      ["--home", "home"],
    ] as const) {
      for (const path of [file, join(file, "inside"), "/proc/none"]) {
        const { exitCode, notes } = await virusmap(["sample", "submit", "samples", option, path]);
        expect(exitCode, notes).to.equal(ExitCode.usage);
        expect(notes).to.contain(`the ${name} ${path} cannot be written: `);
        expect(notes).to.contain(`Name another folder with ${option} or `);
      }
    }
  });

  it("says that the account has too little VMT, with both amounts, and ends with 5", async () => {
    const [vote, register] = [
      ["node", "vote", buyer.address],
      ["node", "register", "--bond"],
    ];
    const keys = { VIRUSMAP_SIGNER_KEY: buyer.privateKey, VIRUSMAP_ENCRYPTION_KEY: buyer.privateKey };
    for (const words of [vote, register]) {
      const { exitCode, notes } = await virusmap([...words, "7000000"], keys);
      expect(exitCode, notes).to.equal(ExitCode.funds);
      expect(notes).to.contain(`${buyer.address} has 0 VMT, and is to pay 7,000,000 VMT`);
      const beyond = await virusmap([...words, "99999999999"], keys);
      expect(beyond.exitCode).to.equal(ExitCode.funds);
      expect(beyond.notes).to.contain("is 99,999,999,999 VMT, and no contract can hold more than 79,228,162,514.26");
    }
  });

  it("refuses a node of another network, and ends with 4", async () => {
    const book = join(system.folder, "other.json");
    const text = await readFile(system.addressBook, "utf8");
    await writeFile(book, JSON.stringify({ ...(JSON.parse(text) as object), chainId: 1 }));
    const { exitCode, notes } = await virusmap(["status", "--address-book", book]);
    expect(exitCode).to.equal(ExitCode.network);
    expect(notes).to.contain("is chain 31337, the address book is of chain 1");
  });

  it("says that a transaction is not mined in time, and ends with 7", async () => {
    const { provider } = system.connection;
    await provider.request({ method: "evm_setAutomine", params: [false] });
    try {
      const { exitCode, notes } = await virusmap(["sale", "buy", "1", "--timeout", "1"]);
      expect(exitCode, notes).to.equal(ExitCode.pending);
      expect(notes).to.match(/transaction 0x[0-9a-f]{64} is not mined after 1 s/);
      const nonce = await system.connection.ethers.provider.getTransactionCount(buyer.address);
      expect(notes).to.contain(` with nonce ${nonce}. It can still be mined`).and.contain("and a higher fee");

      // The next one is told why, whatever the contracts would say to it; a dry run goes on.
      const again = await virusmap(["sale", "buy", "1", "--timeout", "1"]);
      expect(again.exitCode, again.notes).to.equal(ExitCode.pending);
      const waiting = `${buyer.address} has 1 transaction that is not mined (nonce ${nonce})`;
      expect(again.notes).to.contain(`error: ${waiting}\nNothing was sent.`);
      const dry = await virusmap(["sale", "buy", "1", "--dry-run"]);
      expect(dry.exitCode, dry.notes).to.equal(ExitCode.done);
      expect(dry.notes).to.contain(waiting);
    } finally {
      await provider.request({ method: "evm_mine", params: [] });
      await provider.request({ method: "evm_setAutomine", params: [true] });
    }
  });

  it("pays no more for gas than the ceiling, in a dry run too, and ends with 3", async () => {
    const { provider } = system.connection.ethers;
    const before = await provider.getBlockNumber();
    const { maxFeePerGas } = await provider.getFeeData();
    if (maxFeePerGas === null) throw new Error("the chain names no fee");
    const below = formatUnits(maxFeePerGas - 1n, "gwei");
    for (const [words, environment] of [
      [["--max-fee", below], {}],
      [["--max-fee", below, "--dry-run"], {}],
      [[], { VIRUSMAP_MAX_FEE: below }],
    ] as const) {
      const { exitCode, notes } = await virusmap(["sale", "buy", "1", ...words], environment);
      expect(exitCode, notes).to.equal(ExitCode.refused);
      expect(notes)
        .to.contain(`${formatUnits(maxFeePerGas, "gwei")} gwei`)
        .and.contain(`ceiling of ${below} gwei`);
    }
    expect(await provider.getBlockNumber()).to.equal(before);
    const exactly = await virusmap(["sale", "buy", "1", "--dry-run", "--max-fee", formatUnits(maxFeePerGas, "gwei")]);
    expect(exactly.exitCode, exactly.notes).to.equal(ExitCode.done);
    for (const wrong of ["0", "0.0000000001", "1000000000", "-1", "1e9", "fast", ""]) {
      const { exitCode, notes } = await virusmap(["sale", "buy", "1", `--max-fee=${wrong}`]);
      expect(exitCode, wrong).to.equal(ExitCode.usage);
      expect(notes).to.contain("--max-fee or VIRUSMAP_MAX_FEE: expected gwei");
    }
  });

  for (const [what, words] of [
    ["a transfer", ["sale", "buy", "1"]],
    ["a call of a contract", ["sample", "submit", "samples/notice.txt"]],
  ] as const) {
    it(`says that another transaction took the place of ${what}, and ends with 7`, async () => {
      const { ethers, provider } = system.connection;
      await provider.request({ method: "evm_setAutomine", params: [false] });
      try {
        const nonce = await ethers.provider.getTransactionCount(buyer.address);
        const running = virusmap([...words, "--timeout", "60"]);
        while ((await ethers.provider.getTransactionCount(buyer.address, "pending")) === nonce) await setTimeout(20);
        const fees = { maxFeePerGas: parseEther("0.000001"), maxPriorityFeePerGas: parseEther("0.0000005") };
        const other = await buyer.connect(ethers.provider).sendTransaction({ to: buyer.address, nonce, ...fees });
        await provider.request({ method: "evm_mine", params: [] });
        const { exitCode, notes } = await running;
        expect(exitCode, notes).to.equal(ExitCode.pending);
        const [, sent = ""] = /Sent (0x[0-9a-f]{64}),/.exec(notes) ?? [];
        expect(sent).not.to.equal(other.hash);
        expect(notes).to.contain(`error: transaction ${sent} was cancelled by ${other.hash}, sent with the same nonce`);
      } finally {
        await provider.request({ method: "evm_setAutomine", params: [true] });
      }
    });
  }

  it("refuses a dry run of what sends no transaction, and changes nothing", async () => {
    const [home, file] = [join(system.folder, "untouched"), join(system.folder, "report.json")];
    const time = await system.connection.networkHelpers.time.latest();
    for (const words of [
      ["node", "init"],
      ["node", "scan", "--tell"],
      ["sample", "hand-over", id("any root")],
      ["report", "build", file],
      ["report", "sign", file],
      ["vendor", "fetch", id("any order"), file],
      ["development", "advance", "epoch"],
    ]) {
      const { exitCode, notes } = await virusmap([...words, "--dry-run"], { VIRUSMAP_HOME: home });
      expect([exitCode, notes.split("\n")[0]], words.join(" ")).to.deep.equal([
        ExitCode.usage,
        "error: --dry-run simulates a transaction, and this command sends none",
      ]);
      expect(notes).to.contain("Without --dry-run it ");
    }
    expect([existsSync(home), existsSync(file)]).to.deep.equal([false, false]);
    expect(await system.connection.networkHelpers.time.latest()).to.equal(time);
  });

  it("says that a folder from which it reads is not there, and makes none", async () => {
    const home = join(system.folder, "mistyped");
    const store = join(home, "store");
    const root = `0x${"0".repeat(64)}`;
    const missing = { home: `The home ${home} does not exist`, store: `The store ${store} does not exist` };
    for (const [words, exitCode, expected] of [
      [["sample", "list"], ExitCode.done, [missing.home]],
      [["sample", "status"], ExitCode.done, [missing.home, missing.store]],
      [["sample", "status", root], ExitCode.notFound, [missing.home, missing.store]],
      [["sample", "hand-over", root], ExitCode.notFound, [missing.home]],
      [["sample", "claim"], ExitCode.notFound, [missing.store]],
      [["vendor", "list"], ExitCode.done, [missing.store]],
      [["vendor", "buy", root], ExitCode.notFound, [missing.store]],
      [["report", "verify"], ExitCode.notFound, [missing.store]],
    ] as const) {
      const result = await virusmap(words, { VIRUSMAP_HOME: home, VIRUSMAP_STORE: store });
      expect(result.exitCode, result.notes).to.equal(exitCode);
      expect(
        result.notes
          .split("\n")
          .filter((line) => line.includes("does not exist"))
          .map((line) => line.split(":")[0]),
        words.join(" "),
      ).to.deep.equal(expected);
      expect(existsSync(home), words.join(" ")).to.equal(false);
    }
  });

  for (const [what, answer] of [
    ["answers with another hash", () => `0x${"11".repeat(32)}`],
    ["answers with its hash", (raw: string) => Transaction.from(raw).hash],
    ["refuses it", () => Promise.reject(new Error("no room"))],
    ["says that the account is poor", () => Promise.reject(new Error("insufficient funds for gas"))],
  ] as const) {
    it(`names hash and nonce of what it signed when a lying node keeps it and ${what}`, async () => {
      const { provider } = system.connection;
      const request = provider.request.bind(provider);
      const kept: string[] = [];
      provider.request = async (call) => {
        const params = (call.params ?? []) as string[];
        if (call.method === "eth_getTransactionCount") return "0x3e8";
        if (call.method !== "eth_sendRawTransaction") {
          const answered: unknown = await request(call);
          return answered;
        }
        kept.push(params[0] ?? "");
        return answer(params[0] ?? "");
      };
      try {
        const { exitCode, notes } = await virusmap(["sale", "buy", "1", "--timeout", "1"]);
        expect(exitCode, notes).to.equal(what.includes("poor") ? ExitCode.funds : ExitCode.pending);
        const [raw = ""] = kept;
        const { hash } = Transaction.from(raw);
        expect(notes).to.contain(`Signed, and not known to be mined: transaction ${hash} with nonce 1000.`);
        expect(notes).not.to.contain("Nothing was").and.not.to.contain("please report");
      } finally {
        provider.request = request;
      }
    });
  }

  it("says which node does not answer, and ends with 4", async () => {
    const { exitCode, notes } = await virusmap(["status"], { VIRUSMAP_RPC_URL: "http://127.0.0.1:9" });
    expect(exitCode).to.equal(ExitCode.network);
    expect(notes).to.contain("http://127.0.0.1:9 does not answer").and.contain("--rpc");
  });

  it("takes its settings from a file, and names one that is missing", async () => {
    const file = join(system.folder, "buyer.env");
    await writeFile(file, `VIRUSMAP_PRIVATE_KEY=${buyer.privateKey}\n`);
    const environment = { VIRUSMAP_PRIVATE_KEY: undefined };
    const { text, notes } = await virusmap(["status", "--settings", file, "--json"], environment);
    expect(JSON.parse(text), notes).to.include({ account: buyer.address });
    for (const [unreadable, reason] of [
      [`${file}.missing`, "there is no such file"],
      [system.folder, "it is a folder"],
    ] as const) {
      const result = await virusmap(["status", "--settings", unreadable], environment);
      expect(result.exitCode).to.equal(ExitCode.usage);
      expect(result.notes).to.contain(`--settings ${unreadable} cannot be read: ${reason}`);
    }
  });

  it("is told every option, in whatever way Node is started", async () => {
    const file = "cli/virusmap.mjs";
    expect(await readFile(file, "utf8"), "for each `env`, also one that takes no option").to.match(
      /^#!\/usr\/bin\/env node\n/,
    );
    const ended: unknown = await run(process.execPath, [file, "status", "--settings", "missing.env"]).catch(
      (reason: unknown) => reason,
    );
    expect(ended).to.have.property("code", ExitCode.usage);
    expect(ended).to.have.property("stderr").that.contains("--settings missing.env cannot be read: there is no such");
  });

  it("never shows a secret in an error", async () => {
    const secret = `${buyer.privateKey}00`;
    const { exitCode, notes } = await virusmap(["sale", "claim"], { VIRUSMAP_PRIVATE_KEY: secret });
    expect(exitCode).to.equal(ExitCode.usage);
    expect(notes).to.contain("VIRUSMAP_PRIVATE_KEY").and.not.contain(buyer.privateKey.slice(2, 12));
  });

  it("completes commands in a shell", async () => {
    const { stdout } = await run(process.execPath, ["cli/virusmap.mjs", "complete", "--", "sale", "fin"]);
    expect(stdout).to.contain("finalize");
  });

  it("opens an encrypted keystore, and refuses a wrong password", async () => {
    const keystore = join(system.folder, "keystore.json");
    await writeFile(keystore, buyer.encryptSync("correct"));
    const environment = { VIRUSMAP_PRIVATE_KEY: undefined, VIRUSMAP_KEYSTORE: keystore };
    const wrong = await virusmap(["sale", "buy", "1"], { ...environment, VIRUSMAP_KEYSTORE_PASSWORD: "incorrect" });
    expect(wrong.exitCode).to.equal(ExitCode.usage);
    expect(wrong.notes).to.contain(`the password does not open ${keystore}`);
    const right = await virusmap(["sale", "buy", "1"], { ...environment, VIRUSMAP_KEYSTORE_PASSWORD: "correct" });
    expect(right.exitCode, right.notes).to.equal(ExitCode.done);
  });

  it("lists commands, options and examples", async () => {
    const { exitCode, text } = await virusmap(["sale", "buy", "--help"]);
    expect(exitCode).to.equal(ExitCode.done);
    expect(text).to.contain("virusmap sale buy 1.5 --dry-run").and.contain("--json");
    for (const words of [[], ["sale"]]) {
      const { text: help } = await virusmap([...words, "--help"]);
      expect(help.indexOf("Commands:")).to.be.within(1, help.indexOf("Options:"));
      expect(help).not.to.contain("\n\n\n");
      // Descriptions are written alike: in lower case.
      for (const line of help.split("\n")) expect(line).not.to.match(/^ {2}[a-z][^ ]*( [[<][^ ]*)* {2,}[A-Z][a-z]/);
    }
  });
});
