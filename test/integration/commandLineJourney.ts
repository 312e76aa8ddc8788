import { readdirSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { formatEther, id, parseEther, sha256, Wallet, ZeroHash } from "ethers";

import { ExitCode } from "../../cli/ExitCode.js";
import { readAddressBook } from "../../cli/readAddressBook.js";
import { Publisher } from "../../sdk/clients/Publisher.js";
import { connectContracts } from "../../sdk/deployment/connectContracts.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import { cidOf } from "../../sdk/files/cidOf.js";
import { signReport } from "../../sdk/signatures/signReport.js";
import type { Report } from "../../sdk/types/Report.js";
import type { Signature } from "../../sdk/types/Signature.js";
import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import { FolderStore } from "../../sdk/stores/FolderStore.js";
import { envelopeSchema } from "../../supernode/envelopeSchema.js";
import { examinationSchema } from "../../supernode/examinationSchema.js";
import { MAXIMUM_REPORT_BYTES } from "../../supernode/MAXIMUM_REPORT_BYTES.js";
import { putBulletin } from "../../supernode/putBulletin.js";
import { signBulletin } from "../../supernode/signBulletin.js";
import { CommandLineSystem } from "./CommandLineSystem.js";
import { environmentOf } from "./environmentOf.js";

const SUPERNODES = 7;
const MOST_BLOCKS = 20; // in which the node looks for logs at once: public nodes have such limits

/** A person with a key; nothing in these tests is secret. */
function walletOf(name: string): Wallet {
  return new Wallet(id(`command line journey: ${name}`));
}

describe("Everybody's day, by commands alone", () => {
  let system: CommandLineSystem;
  const submitter = walletOf("submitter");
  const vendor = walletOf("vendor");
  const voter = walletOf("voter");
  const supernodes = Array.from({ length: SUPERNODES }, (_, seat) => walletOf(`operator ${seat}`));
  const notice = "a harmless notice, long enough to be worth something to somebody\n";
  let contracts: SystemContracts;
  let order: string;

  before(async () => {
    system = await CommandLineSystem.start(MOST_BLOCKS);
    const { addresses } = await readAddressBook(system.addressBook);
    contracts = connectContracts(addresses, system.connection.ethers.provider);
    for (const { address } of [submitter, vendor, voter, ...supernodes]) {
      await system.connection.networkHelpers.setBalance(address, parseEther("5000"));
    }
  });

  after(async () => system.close());

  /** Runs a command that must succeed, and returns its JSON. */
  async function done(who: Wallet, ...words: string[]): Promise<Record<string, unknown>> {
    const { exitCode, json, notes } = await system.run([...words, "--json"], environmentOf(who, supernodes, walletOf));
    expect(exitCode, `virusmap ${words.join(" ")}\n${notes}`).to.equal(ExitCode.done);
    return json();
  }

  /** Runs a command that must fail, and returns what it says. */
  async function fails(exitCode: number, who: Wallet, ...words: string[]): Promise<string> {
    const result = await system.run(words, environmentOf(who, supernodes, walletOf));
    expect(result.exitCode, `virusmap ${words.join(" ")}\n${result.notes}`).to.equal(exitCode);
    return result.notes;
  }

  it("buys VMT, ends the sale, claims", async () => {
    expect(await done(voter, "development", "advance", "sale-start")).to.include({ moved: true });
    expect(await done(voter, "development", "advance", "sale-start")).to.include({ moved: false });
    for (const words of [["nowhere"], ["-1s"], ["1.5"], ["Epoch"], [""]]) {
      expect(await fails(ExitCode.usage, voter, "development", "advance", "--", ...words)).to.contain(
        `where is ${words.join()}, expected seconds, or one of: sale-start, sale-end, genesis, round, epoch`,
      );
    }
    expect(await fails(ExitCode.usage, voter, "development", "advance", "sale-start", "0")).to.contain(
      "times is 0, expected a whole number from 1 to 4294967295",
    );
    for (const supernode of supernodes) await done(supernode, "sale", "buy", "20");
    await done(vendor, "sale", "buy", "20");
    await done(voter, "sale", "buy", "500");
    await done(voter, "development", "advance", "sale-end");
    expect(await done(submitter, "sale", "finalize")).to.include({ state: "succeeded" });
    for (const { address } of [...supernodes, vendor, voter]) await done(submitter, "sale", "claim", address);
    expect(BigInt((await done(voter, "status"))["vmt"] as string) > 0n).to.equal(true);
  });

  it("registers supernodes, votes them in, seats them", async () => {
    for (const [seat, supernode] of supernodes.entries()) {
      await done(supernode, "node", "register", "--commission", "10");
      await done(voter, "node", "vote", supernode.address, String(50_000 + seat));
      await done(supernode, "node", "heartbeat");
      expect(await done(supernode, "node", "seat", String(seat))).to.include({ from: "1" });
    }
    expect(await fails(ExitCode.refused, voter, "node", "heartbeat")).to.contain(`${voter.address} is no supernode`);
    expect(await fails(ExitCode.usage, voter, "node", "seat", String(SUPERNODES))).to.contain(
      `seat is ${SUPERNODES}, expected a whole number from 0 to ${SUPERNODES - 1}`,
    );

    const [first = voter] = supernodes;
    const registered = await fails(ExitCode.refused, first, "node", "register", "--commission", "10");
    expect(registered).to.contain(`${first.address} is registered already`).and.contain("virusmap node add-bond VMT");
    const bond = async () => BigInt((await done(first, "node", "status"))["bond"] as string);
    const before = await bond();
    expect(await done(first, "node", "add-bond", "10.5")).to.include({ amount: String(parseEther("10.5")) });
    expect(await bond()).to.equal(before + parseEther("10.5"));
    expect(await fails(ExitCode.funds, first, "node", "add-bond", "900000000")).to.contain("is to pay 900,000,000 VMT");
    expect(await fails(ExitCode.refused, voter, "node", "add-bond", "1")).to.contain("not registered");
    await done(voter, "development", "advance", "genesis");
    const { council } = (await done(voter, "status")) as { council: { supernode: string }[] };
    expect(council.map(({ supernode }) => supernode)).to.deep.equal(supernodes.map(({ address }) => address));
  });

  it("submits a folder in one transaction, after showing what it would cost", async () => {
    const file = join(system.folder, "notice.txt");
    await writeFile(file, notice);
    const dry = await done(submitter, "sample", "submit", "samples", file, "--dry-run");
    expect(dry).to.include({ dryRun: true, tlp: "clear" });
    const planned = dry["files"] as { file: string; bytes: string | number }[];
    expect(planned).to.have.length(dry["samples"] as number);
    expect(planned.map((each) => each.file)).to.include.members(["eicar.com", file]);
    expect(planned.find((each) => each.file === file)?.bytes).to.equal(notice.length);
    const submitted = await done(submitter, "sample", "submit", "samples", file);
    expect(submitted["supernodes"]).to.equal(SUPERNODES);
    const handedOver = async () =>
      ((await done(submitter, "sample", "list")) as { submissions: { handedOver: string }[] }).submissions.map(
        (row) => row.handedOver,
      );
    expect(await handedOver()).to.deep.equal(["1"]);
    expect(submitted["samples"]).to.equal(planned.length);
    const again = await done(submitter, "sample", "hand-over", submitted["root"] as string);
    expect(again["supernodes"]).to.equal(SUPERNODES);
    expect(await handedOver(), "an epoch is named once").to.deep.equal(["1"]);
  });

  it("refuses to submit the same files again, names the earlier transaction, and does so when told", async () => {
    const { submissions } = (await done(submitter, "sample", "list")) as { submissions: { root: string }[] };
    const root = submissions[0]?.root ?? "";
    const { rows } = (await done(submitter, "sample", "status", root)) as { rows: { root: string; file: string }[] };
    expect(new Set(rows.map((row) => row.root))).to.deep.equal(new Set([root]));
    expect(rows.map(({ file }) => file)).to.include("eicar.com");
    const refusal = await fails(ExitCode.refused, submitter, "sample", "submit", "samples");
    expect(refusal).to.match(
      new RegExp(`(\\d+) of \\1 files were submitted before: \\1 with root ${root} in transaction 0x[0-9a-f]{64}\n`),
    );
    expect(refusal).to.contain("--again");
    await done(submitter, "sample", "submit", "samples", "--again", "--dry-run");
    await done(vendor, "sample", "submit", "samples", "--dry-run");

    const added = join(system.folder, "added.txt");
    await writeFile(added, "not submitted before");
    const words = ["sample", "submit", "samples", added, "--dry-run"];
    const { exitCode, notes } = await system.run(words, environmentOf(submitter, supernodes, walletOf));
    expect(exitCode, notes).to.equal(ExitCode.done);
    expect(notes).to.match(new RegExp(`${rows.length - 1} of ${rows.length} files were submitted before`));
  });

  it("tells how far a scan is, and goes on where it was interrupted", async () => {
    const supernode = supernodes.at(-1) ?? voter;
    const { submissions } = (await done(submitter, "sample", "list")) as { submissions: { samples: number }[] };
    const count = submissions[0]?.samples ?? 0;
    const interruption = new AbortController();
    const shown: [string, number][] = [];
    const ends: string[] = [];
    const environment = environmentOf(supernode, supernodes, walletOf);
    const { exitCode, notes } = await system.run(["node", "scan"], environment, {
      interruption: interruption.signal,
      progress: (title, total) => {
        shown.push([title, total]);
        return {
          advance: () => {
            interruption.abort("SIGINT");
          },
          stop: () => ends.push(title),
        };
      },
    });
    expect(exitCode, notes).to.equal(ExitCode.interrupted);
    const title = `Checking and scanning ${count} hand-overs`;
    expect(shown).to.deep.equal([[title, count]]);
    expect(ends).to.deep.equal([title]);
    const { samples } = (await done(supernode, "node", "scan")) as { samples: unknown[] };
    expect(samples, "the first is done").to.have.length(count - 1);
    expect((await done(supernode, "node", "scan"))["samples"], "all are done").to.deep.equal([]);
  });

  it("scans, builds one report, signs it to a quorum, publishes and verifies it", async () => {
    // Anybody may announce a list that is not there.
    await writeFile(join(system.folder, "store", `hand-overs.${cidOf(ZeroHash)}`), "");
    // A scan that was killed left a plaintext.
    const workspace = join(system.folder, "home", "chain-31337", `supernode-${supernodes[0]?.address ?? ""}`);
    await mkdir(join(workspace, `examining-${process.pid}-aB0xyz`), { recursive: true });
    await writeFile(join(workspace, `examining-${process.pid}-aB0xyz`, "content.plaintext"), notice);
    for (const supernode of supernodes.slice(0, -1)) {
      const { samples } = (await done(supernode, "node", "scan")) as { samples: { result: string }[] };
      expect(samples.some(({ result }) => result.includes("EICAR"))).to.equal(true);
      expect(samples.filter(({ result }) => result.startsWith("refused"))).to.deep.equal([]);
    }
    expect(await readdir(workspace))
      .to.include("accepted")
      .and.not.include(`examining-${process.pid}-aB0xyz`);
    await done(voter, "development", "advance", "epoch");
    const file = join(system.folder, "report.json");
    expect(await fails(ExitCode.refused, voter, "report", "build", file)).to.contain(
      "it is built from the bulletins of 0 seats, and a report needs those of 5",
    );
    for (const supernode of supernodes.slice(0, 5)) {
      expect(await done(supernode, "node", "scan")).to.include({ bulletins: "epoch 1" });
    }
    // One that knows that nothing more comes has its say in an epoch before it is over.
    for (const supernode of supernodes.slice(5)) {
      expect(await done(supernode, "node", "scan", "--tell")).to.include({ bulletins: "epoch 1, epoch 2" });
    }
    await nextRound();
    const { proposer, round } = (await done(voter, "report", "build", file)) as { proposer: number; round: string };
    expect(await fails(ExitCode.refused, voter, "report", "publish", file)).to.contain("no quorum");
    const inTurn = supernodes[proposer] ?? voter;
    const others = supernodes.filter((supernode) => supernode !== inTurn);
    const [second = voter, , , , fifth = voter] = others;
    expect(await fails(ExitCode.refused, second, "report", "sign", file)).to.contain(
      `round ${round} is the turn of seat ${proposer}, which has not signed it`,
    );
    await done(inTurn, "report", "sign", file);

    await tellMore(fifth);
    for (const supernode of others.slice(0, 3)) {
      expect(await done(supernode, "report", "sign", file)).to.include({ signedBefore: false });
    }
    expect(await done(second, "report", "sign", file)).to.include({ signatures: 4, signedBefore: true });
    expect(await fails(ExitCode.refused, voter, "report", "sign", file)).to.contain(`${voter.address} is no supernode`);
    expect(await fails(ExitCode.usage, voter, "report", "check", "package.json")).to.match(
      /^error: package.json is no report on its way to a quorum \(format: .*, and \d+ more\)\nName a file of .*$/,
    );
    const copy = join(system.folder, "copy.json");
    await writeFile(copy, await readFile(file));
    await done(fifth, "report", "sign", copy);
    const checked = (await done(voter, "report", "check", copy)) as { signatures: { isValid: string }[] };
    expect(checked).to.include({ leftOut: "" });
    expect(checked.signatures.map(({ isValid }) => isValid)).to.deep.equal(Array(5).fill("valid"));
    // One seat sends junk for all others, which must not replace what they signed.
    const spoilt = await spoil(copy, supernodes.indexOf(fifth));
    expect(await fails(ExitCode.refused, voter, "report", "publish", spoilt)).to.contain("no quorum");
    expect(await done(voter, "report", "publish", spoilt, file, copy, spoilt)).to.include({ signers: 5 });
    expect(await done(voter, "report", "verify")).to.include({ verified: 1 });
  });

  /** Moves to the first second of a round: what follows has a minute until it is over. */
  async function nextRound(): Promise<void> {
    const { time } = system.connection.networkHelpers;
    const { genesis, epochLength } = system.parameters.clock;
    const seconds = epochLength / 24;
    await time.increaseTo(genesis + (Math.floor(((await time.latest()) - genesis) / seconds) + 1) * seconds);
  }

  /** Announces a second bulletin for the report of epoch 1, by which the labels of every content would change. */
  async function tellMore(who: Wallet): Promise<void> {
    const store = new FolderStore(join(system.folder, "store"));
    const seat = supernodes.indexOf(who);
    const folder = join(system.folder, "home", "chain-31337", `supernode-${who.address}`, "told");
    const [told = ""] = (await readdir(folder)).filter((each) => /^31337-.*-1\.jsonl$/.test(each));
    const [first = "", ...lines] = (await readFile(join(folder, told), "utf8")).trimEnd().split("\n");
    const envelope = envelopeSchema.parse(JSON.parse(first));
    const examinations = lines
      .map((line) => examinationSchema.parse(JSON.parse(line)))
      .map((each) => ({ ...each, labels: each.labels.map((label) => ({ ...label, label: "Late.Finding" })) }));
    const { chainId, ledger, epoch } = envelope;
    const signer = walletOf(`signer ${seat}`);
    const changed = await signBulletin({ chainId, ledger }, signer, { seat, epoch, examinations });
    expect(changed.envelope.contents).not.to.equal(envelope.contents);
    await putBulletin(store, changed);
  }

  /** Writes a report's file with other values into another one, and returns its path. */
  async function alter(file: string, report: Partial<Record<"epoch" | "round" | "cid", string>>, ledger?: string) {
    const content = JSON.parse(await readFile(file, "utf8")) as { ledger: string; report: object };
    const path = join(system.folder, "altered.json");
    const altered = { ...content, ledger: ledger ?? content.ledger, report: { ...content.report, ...report } };
    await writeFile(path, JSON.stringify(altered));
    return path;
  }

  /** A copy of a report's file in which every seat, also one that is not there, has the signature of `seat`. */
  async function spoil(file: string, seat: number): Promise<string> {
    const content = JSON.parse(await readFile(file, "utf8")) as { signatures: Record<string, object> };
    const own = content.signatures[seat];
    const signatures = Object.fromEntries([...supernodes.keys(), 99].map((each) => [each, own]));
    const path = join(system.folder, "spoilt.json");
    await writeFile(path, JSON.stringify({ ...content, signatures }));
    return path;
  }

  it("says that an epoch has its report, and when the next is due", async () => {
    const file = join(system.folder, "report.json");
    const { transaction } = await lastPublication();
    const start = await contracts.clock.epochStart(3n);
    const next = `The next, of epoch 2, is due in epoch 3, which begins ${formatQuantity(start, "time")}.`;
    const [first = voter] = supernodes;
    for (const [who, command, path] of [
      [voter, "build", join(system.folder, "again.json")],
      [voter, "build", file],
      [first, "sign", file],
      [voter, "publish", file],
    ] as const) {
      const notes = await fails(ExitCode.refused, who, "report", command, path);
      expect(notes, command).to.equal(`error: epoch 1 has its report (transaction ${transaction})\n${next}`);
    }
    const checked = await done(voter, "report", "check", file);
    expect(checked).to.deep.include({ published: transaction, bulletins: null, leftOut: null });
    expect(checked["signatures"]).to.have.length(4);

    const other = await alter(file, { cid: id("another") });
    for (const [who, command] of [
      [first, "sign"],
      [voter, "check"],
      [voter, "publish"],
    ] as const) {
      const notes = await fails(ExitCode.refused, who, "report", command, other);
      expect(notes, command).to.equal(
        `error: epoch 1 has another report than ${other} (transaction ${transaction})\n${next}`,
      );
    }
  });

  async function lastPublication(): Promise<{ transaction: string }> {
    const { ledger } = contracts;
    const [event] = (await ledger.queryFilter(ledger.filters.ReportPublished())).slice(-1);
    if (event === undefined) throw new Error("no report is published");
    return { transaction: event.transactionHash };
  }

  it("refuses a report file of the old form, which names no bulletins", async () => {
    const old = join(system.folder, "old.json");
    const report = JSON.parse(await readFile(join(system.folder, "report.json"), "utf8")) as object;
    await writeFile(old, JSON.stringify({ ...report, format: "virusmap-signed-report-1" }));
    for (const command of ["check", "sign", "publish"]) {
      expect(await fails(ExitCode.usage, supernodes[0] ?? voter, "report", command, old)).to.contain(
        "is virusmap-signed-report-1, which names no bulletins; expected virusmap-signed-report-2",
      );
    }
  });

  it("goes on without the file of an earlier report only when told to", async () => {
    const { report } = JSON.parse(await readFile(join(system.folder, "report.json"), "utf8")) as {
      report: { cid: string };
    };
    const path = join(system.folder, "store", cidOf(report.cid));
    const hidden = join(system.folder, "hidden");
    await rename(path, hidden);
    await done(voter, "development", "advance", "epoch");
    for (const supernode of supernodes) await done(supernode, "node", "scan");
    const file = join(system.folder, "next.json");
    await writeFile(path, "");
    await truncate(path, MAXIMUM_REPORT_BYTES + 1); // takes no room
    const tooLarge = `it has ${MAXIMUM_REPORT_BYTES + 1} bytes, above ${MAXIMUM_REPORT_BYTES}`;
    expect(await fails(ExitCode.notFound, voter, "report", "build", file)).to.contain(tooLarge);
    expect(await fails(ExitCode.notFound, voter, "report", "verify", "1")).to.contain(tooLarge);
    await rm(path);
    const missing = `the report of epoch 1 is published, but its file ${report.cid} cannot be read`;
    for (const words of [
      ["report", "build", file],
      ["report", "build", file, "--without", "2"],
    ]) {
      const notes = await fails(ExitCode.notFound, voter, ...words);
      expect(notes).to.contain(missing).and.to.contain("--without 1");
    }
    const { proposer } = (await done(voter, "report", "build", file, "--without", "2", "--without", "1")) as {
      proposer: number;
    };
    const inTurn = supernodes[proposer] ?? voter;
    expect(await fails(ExitCode.notFound, inTurn, "report", "sign", file)).to.contain(missing);
    expect(await fails(ExitCode.notFound, voter, "report", "check", file)).to.contain(missing);
    await done(voter, "report", "check", file, "--without", "1");
    // Who has the file does not sign that its contents are rewarded again.
    await rename(hidden, path);
    expect(await fails(ExitCode.refused, inTurn, "report", "sign", file, "--without", "1")).to.match(
      /its bulletins make a report with .*submitterTotal [\d,.]+ VMT and not [\d,.]+ VMT/,
    );
    expect(await fails(ExitCode.usage, voter, "report", "build", file, "--without", "one")).to.contain(
      "epoch is one, expected a whole number from 0",
    );
  });

  it("builds again without losing a signature that can still count", async () => {
    await nextRound();
    const file = join(system.folder, "signed.json");
    const built = (await done(voter, "report", "build", file)) as { proposer: number; round: string; cid: string };
    const { proposer, round, cid } = built;
    expect(built).to.include({ epoch: "2", signatures: 0 });
    const inTurn = supernodes[proposer] ?? voter;
    await done(inTurn, "report", "sign", file);
    const signed = await readFile(file, "utf8");
    await system.connection.networkHelpers.time.increase(1); // rewards drip, and with them what is proposed for submitters
    const newest = join(system.folder, "newest.json");
    const { cid: newestCid } = (await done(voter, "report", "build", newest)) as { cid: string };
    expect(newestCid).not.to.equal(cid);
    expect(await done(voter, "report", "build", file)).to.include({ signatures: 1, cid });
    expect(await readFile(file, "utf8")).to.equal(signed);

    const another = id("another");
    for (const later of [0n, 1n]) {
      const path = await alter(file, { round: String(BigInt(round) + later), cid: another });
      const before = await readFile(path, "utf8");
      expect(await fails(ExitCode.refused, voter, "report", "build", path)).to.equal(
        `error: ${path} holds another report of epoch 2, round ${BigInt(round) + later} (digest ${another}, not ${newestCid}), and the ` +
          `signatures of seats ${proposer} would be lost\n\`virusmap report check ${path}\` says whether that one still holds. ` +
          `Build into another file, or delete ${path} first.`,
      );
      expect(await readFile(path, "utf8")).to.equal(before);
    }
    for (const [change, why] of [
      [{ round: String(BigInt(round) - 1n) }, "that round is over"],
      [{ epoch: "1", round: "23" }, "that round is over"],
      [{ cid: another }, "nobody had signed it"],
    ] as const) {
      const path = await alter("cid" in change ? await unsigned(file) : file, change);
      const replaced = { epoch: "2", round, ...change };
      expect(await noteOf(voter, "report", "build", path)).to.equal(
        `Replaces the report of epoch ${replaced.epoch}, round ${replaced.round}, in ${path}: ${why}`,
      );
      expect(await readFile(path, "utf8")).to.equal(await readFile(newest, "utf8"));
    }
  });

  /** A copy of a report's file without its signatures. */
  async function unsigned(file: string): Promise<string> {
    const path = join(system.folder, "unsigned.json");
    await writeFile(path, `${JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), signatures: {} })}\n`);
    return path;
  }

  /** What a command that succeeds says beside its result. */
  async function noteOf(who: Wallet, ...words: string[]): Promise<string> {
    const { exitCode, notes } = await system.run(words, environmentOf(who, supernodes, walletOf));
    expect(exitCode, notes).to.equal(ExitCode.done);
    return notes;
  }

  it("overwrites nothing with a report but a report of this deployment", async () => {
    const text = join(system.folder, "notice.txt");
    const foreign = await alter(join(system.folder, "signed.json"), {}, voter.address);
    for (const [path, why] of [
      [text, `${text} cannot be read as JSON`],
      ["package.json", "package.json is no report on its way to a quorum"],
      [join(system.folder, "old.json"), "is virusmap-signed-report-1"],
      [foreign, `${foreign} is for ledger ${voter.address} on chain 31337`],
      [system.folder, `${system.folder} cannot be read (EISDIR)`],
    ] as const) {
      const before = await readFile(path, "utf8").catch(() => "a folder");
      const notes = await fails(ExitCode.usage, voter, "report", "build", path);
      expect(notes).to.contain(why).and.to.contain("; it is not overwritten\nName another file, or delete this one.");
      expect(await readFile(path, "utf8").catch(() => "a folder")).to.equal(before);
    }
  });

  it("tells of a report that is not due what to type", async () => {
    await nextRound();
    const file = join(system.folder, "signed.json");
    const [first = voter] = supernodes;
    const { round } = (await done(voter, "status")) as { round: string };
    const late = await alter(file, { epoch: "0" });
    const expected = [
      [
        file,
        `error: ${file} is for round ${BigInt(round) - 1n} of epoch 3, and it is round ${round} now\n` +
          `Build it again: virusmap report build ${file}`,
      ],
      [
        late,
        `error: ${late} is the report of epoch 0, for epoch 1, and it is epoch 3 now\n` +
          `Build the one that is due: virusmap report build ${late}`,
      ],
    ] as const;
    for (const [path, message] of expected) {
      for (const [who, command] of [
        [first, "sign"],
        [voter, "check"],
        [voter, "publish"],
      ] as const) {
        expect(await fails(ExitCode.refused, who, "report", command, path), command).to.equal(message);
      }
    }
    const early = await alter(file, { epoch: "3" });
    expect(await fails(ExitCode.refused, voter, "report", "check", early)).to.contain(
      `${early} is the report of epoch 3, for epoch 4, and it is epoch 3 now`,
    );
    expect(await noteOf(voter, "report", "build", file)).to.contain("that round is over");
    expect(await done(voter, "report", "check", file)).to.include({ round, published: null });
  });

  it("pays the submitter, once", async () => {
    const { rows } = (await done(submitter, "sample", "status")) as { rows: { category: string; reward: string }[] };
    expect(rows.map(({ category }) => category)).to.include("malicious");
    const { amount } = await done(submitter, "sample", "claim");
    expect(BigInt(amount as string)).to.equal(rows.reduce((sum, { reward }) => sum + BigInt(reward), 0n));
    expect(await fails(ExitCode.notFound, submitter, "sample", "claim")).to.contain("unclaimed reward");
  });

  it("sells a sample: bought, delivered, decrypted, accepted", async () => {
    const { verdicts } = (await done(vendor, "vendor", "list")) as {
      verdicts: { contentHash: string; category: string }[];
    };
    const wanted = verdicts.find(({ category }) => category === "malicious")?.contentHash ?? "";
    const [, provider = voter] = supernodes;
    const dry = (await done(vendor, "vendor", "buy", wanted, "--dry-run")) as { changes: { name: string }[] };
    expect(dry.changes.map(({ name }) => name)).to.deep.equal(["this account", "DataMarket"]);
    order = (await done(vendor, "vendor", "buy", wanted, "--provider", provider.address))["order"] as string;
    for (const words of [["buy"], ["fetch", "target"], ["accept"]]) {
      const [command = "", ...others] = words;
      expect(await fails(ExitCode.usage, vendor, "vendor", command, "0x12", ...others)).to.contain(
        command === "buy" ? "0x12 is no SHA-256" : "0x12 is no order",
      );
    }
    const target = join(system.folder, "bought");
    expect(await fails(ExitCode.notYet, vendor, "vendor", "fetch", order, target)).to.contain("not delivered yet");
    const { orders } = (await done(vendor, "vendor", "orders")) as { orders: { deadline: string }[] };
    const deadline = formatQuantity(BigInt(orders[0]?.deadline ?? 0), "time");
    expect(await fails(ExitCode.refused, vendor, "vendor", "dispute", order)).to.contain(
      `order ${order} has no delivery to dispute\nWait until ${deadline}; from then on: virusmap vendor refund ${order}`,
    );
    const { deliveries } = (await done(provider, "node", "deliver")) as { deliveries: { result: string }[] };
    expect(deliveries.map(({ result }) => result)).to.deep.equal(["delivered"]);

    // Interrupted while it decrypts, it leaves neither ciphertext nor plaintext; what one that was killed left goes as well.
    const place = join(system.folder, "fetched");
    await mkdir(join(place, `virusmapfetching-${process.pid}-aB0xyz`), { recursive: true });
    const interruption = new AbortController();
    const begun = () => readdirSync(place).some((name) => !name.endsWith("aB0xyz"));
    const watch = (): void => {
      if (begun()) interruption.abort("SIGINT");
      else if (!interruption.signal.aborted) setImmediate(watch);
    };
    watch();
    const environment = environmentOf(vendor, supernodes, walletOf);
    const words = ["vendor", "fetch", order, join(place, "content")];
    const interrupted = await system.run(words, environment, { interruption: interruption.signal });
    interruption.abort("over");
    expect(interrupted.exitCode, interrupted.notes).to.equal(ExitCode.interrupted);
    expect(await readdir(place)).to.deep.equal([]);

    await done(vendor, "vendor", "fetch", order, target);
    expect(await readFile(target, "utf8")).to.contain("EICAR");
    expect(await fails(ExitCode.refused, vendor, "vendor", "dispute", order)).to.contain("is the one committed to");
    const { toSubmitter } = await done(vendor, "vendor", "accept", order);
    expect(BigInt(toSubmitter as string) > 0n).to.equal(true);
    expect(formatEther(toSubmitter as string)).not.to.equal("0.0");
  });

  it("catches a provider that delivers a wrong key: price and bounty come back", async () => {
    const { verdicts } = (await done(vendor, "vendor", "list")) as { verdicts: { contentHash: string }[] };
    const [, , cheat = voter] = supernodes;
    const bought = await done(vendor, "vendor", "buy", verdicts[0]?.contentHash ?? "", "--provider", cheat.address);
    await done(cheat, "development", "cheat", bought["order"] as string);
    const target = join(system.folder, "never");
    expect(await fails(ExitCode.refused, vendor, "vendor", "fetch", bought["order"] as string, target)).to.contain(
      `virusmap vendor dispute ${bought["order"] as string}`,
    );
    const { amount, bounty } = await done(vendor, "vendor", "dispute", bought["order"] as string);
    expect(amount).to.equal(bought["price"]);
    expect(bounty).to.equal(bought["price"]);
  });

  it("subscribes, and takes back the epochs that have not begun", async () => {
    await done(vendor, "vendor", "subscribe", "5");
    const { amount } = await done(vendor, "vendor", "cancel");
    expect(BigInt(amount as string) > 0n).to.equal(true);
  });

  it("names a published report that its file does not prove", async () => {
    const madeUp = Buffer.from("a quorum's word\n");
    await new FolderStore(join(system.folder, "store")).put([madeUp]);
    const epoch = (await contracts.clock.currentEpoch()) - 1n;
    await nextRound();
    const report: Report = {
      epoch,
      round: BigInt(((await done(voter, "status")) as { round: string }).round),
      verdictsRoot: id("verdicts"),
      rewardsRoot: id("rewards"),
      submitterTotal: 0n,
      storageTotal: 0n,
      cid: sha256(madeUp),
    };
    const ledger = await contracts.ledger.getAddress();
    const signatures = new Map<number, Signature>();
    for (const seat of [0, 1, 2, 3, 4]) {
      const signer = walletOf(`signer ${seat}`);
      signatures.set(seat, await signReport(signer, 31_337n, ledger, report));
    }
    await new Publisher(contracts, voter.connect(system.connection.ethers.provider)).publish(report, signatures);
    expect(await fails(ExitCode.refused, voter, "report", "verify")).to.match(
      new RegExp(`^error: the published report of epoch ${epoch} is not what its file shows: .*\nDo not rely on it`),
    );
    expect(await done(voter, "report", "verify", "1")).to.include({ verified: 1 });
  });

  it("lets the voter leave through a ticket", async () => {
    const [supernode = voter] = supernodes;
    const { epoch } = await done(voter, "node", "unvote", supernode.address);
    expect(await fails(ExitCode.refused, voter, "node", "withdraw", supernode.address, epoch as string)).to.contain(
      "ticket locked",
    );
    await done(voter, "development", "advance", "epoch", "15");
    const { assets } = await done(voter, "node", "withdraw", supernode.address, epoch as string);
    expect(BigInt(assets as string) >= parseEther("50000")).to.equal(true);
  });
});
