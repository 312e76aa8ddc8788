import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { parseEther } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { Diary } from "./Diary.js";

const STARTED_AT = "2026-01-01T00:00:00.000Z";
/** The changes after which the network of these tests is ready: a payment, the clock, a balance. */
const PREPARATION = 3;
const TARGET = "0x00000000000000000000000000000000000000A1";

describe("Diary", () => {
  let folder: string;
  let path: string;
  const connections: NetworkConnection[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-diary-"));
    path = join(folder, "chain.jsonl");
  });

  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.close();
    await rm(folder, { recursive: true });
  });

  async function chain(): Promise<NetworkConnection> {
    const connection = await network.create({ override: { initialDate: STARTED_AT } });
    connections.push(connection);
    return connection;
  }

  /** What was kept, of which the test knows that it was. */
  async function read(): Promise<NonNullable<Awaited<ReturnType<Diary["read"]>>>> {
    const kept = await new Diary(path).read();
    if (kept === undefined) throw new Error("nothing was kept");
    return kept;
  }

  async function livedOnce(): Promise<{ state: unknown; sender: string }> {
    const { ethers, networkHelpers, provider } = await chain();
    const diary = new Diary(path);
    diary.begin(provider);
    const [sender] = await ethers.getSigners();
    if (sender === undefined) throw new Error("the chain has no account");
    await sender.sendTransaction({ to: TARGET, value: parseEther("1") });
    await networkHelpers.time.increase(86_400);
    await networkHelpers.setBalance(TARGET, 5n);
    await diary.keep({ startedAt: STARTED_AT, isFresh: true });
    // Refused, and mined all the same: its gas is paid, its nonce is used.
    const code = await sender.sendTransaction({ data: "0x5f5ffd", gasLimit: 100_000n }).catch(() => undefined);
    expect(code).to.equal(undefined);
    await sender.sendTransaction({ to: TARGET, value: 7n });
    return { state: await stateOf(ethers, sender.address), sender: sender.address };
  }

  async function stateOf(ethers: NetworkConnection["ethers"], sender: string): Promise<unknown> {
    const block = await ethers.provider.getBlock("latest");
    return {
      number: block?.number,
      time: block?.timestamp,
      target: await ethers.provider.getBalance(TARGET),
      sender: await ethers.provider.getBalance(sender),
      nonce: await ethers.provider.getTransactionCount(sender),
    };
  }

  async function refusalOf(work: () => Promise<unknown>): Promise<CommandError> {
    const error = await work().catch((reason: unknown) => reason);
    if (!(error instanceof CommandError)) throw new Error(`no refusal: ${String(error)}`);
    return error;
  }

  it("lives a chain again: balances, nonces, blocks and times", async () => {
    const { state, sender } = await livedOnce();
    const kept = await read();
    expect(kept).to.include({ startedAt: STARTED_AT, isFresh: true, preparation: PREPARATION, isCut: false });

    const { ethers, provider } = await chain();
    await new Diary(path).replay(provider, kept);
    expect(await stateOf(ethers, sender)).to.deep.equal(state);
  });

  it("removes what a crash cut off, and is whole again after the next change", async () => {
    await livedOnce();
    const text = await readFile(path, "utf8");
    const whole = await read();
    const last = text.lastIndexOf("\n", text.length - 2) + 1; // where the last line begins
    for (const length of [text.length - 1, text.length - 5, last + 1]) {
      await writeFile(path, text.slice(0, length));
      expect(await read()).to.deep.include({ entries: whole.entries.slice(0, -1), isCut: true });
      expect(await readFile(path, "utf8")).to.equal(text.slice(0, last));
    }

    const { ethers, networkHelpers, provider } = await chain();
    const diary = new Diary(path);
    const cut = await read();
    expect(cut).to.have.property("isCut", false);
    await diary.replay(provider, cut);
    diary.record(provider);
    await networkHelpers.setBalance(TARGET, 9n);

    const again = await read();
    expect(again.entries).to.have.length(whole.entries.length);
    const { ethers: other, provider: second } = await chain();
    await new Diary(path).replay(second, again);
    expect(await other.provider.getBalance(TARGET)).to.equal(9n);
    const [sender] = await ethers.getSigners();
    const address = sender?.address ?? "";
    expect(await stateOf(other, address)).to.deep.equal(await stateOf(ethers, address));
  });

  for (const line of ['{"x":1}', '{"method":"evm_mine","params":[]}{"method":"evm_mine"', "\0\0\0", ""]) {
    it(`names a damaged line and what to do: ${JSON.stringify(line)}`, async () => {
      await livedOnce();
      const lines = (await readFile(path, "utf8")).split("\n");
      // Before the network was ready nothing can go on.
      for (const [number, advice] of [
        [PREPARATION + 1, ""],
        [PREPARATION + 2, `To go on from before it, remove line ${PREPARATION + 2} and all after it. `],
      ] as const) {
        const text = lines.toSpliced(number - 1, 1, line).join("\n");
        await writeFile(path, text);
        expect(await refusalOf(read)).to.deep.include({
          exitCode: ExitCode.refused,
          message: `${path}, line ${number}: it is no change of a chain, so the file was damaged`,
          advice: `${advice}To begin anew, move or delete ${folder}.`,
        });
        expect(await readFile(path, "utf8")).to.equal(text);
      }
    });
  }

  it("goes on with a network that was made ready, and not with a part of one", async () => {
    await livedOnce();
    const lines = (await readFile(path, "utf8")).split("\n");
    const textOf = (count: number): string => lines.slice(0, count).join("\n").concat("\n");
    await writeFile(path, textOf(1 + PREPARATION));
    expect((await read()).entries).to.have.length(PREPARATION);
    await writeFile(path, textOf(PREPARATION));
    expect(await refusalOf(read)).to.deep.include({
      exitCode: ExitCode.refused,
      message: `${path}, line 4: it is missing, and up to line 4 the network was not ready`,
      advice: `To begin anew, move or delete ${folder}.`,
    });
  });

  for (const header of [
    "",
    "{",
    `{"startedAt":"${STARTED_AT}"}\n`,
    '{"startedAt":"x","isFresh":true,"preparation":0}\n',
  ]) {
    it(`names a header that does not say what was kept: ${JSON.stringify(header)}`, async () => {
      await writeFile(path, header);
      expect(await refusalOf(read)).to.deep.include({
        exitCode: ExitCode.refused,
        message: `${path}, line 1: it does not say what was kept; an earlier version wrote it, or the file was damaged`,
        advice: `To begin anew, move or delete ${folder}.`,
      });
      expect(await readFile(path, "utf8")).to.equal(header);
    });
  }

  it("is there only once it was kept, with what happened before, meanwhile and after", async () => {
    const { provider } = await chain();
    const diary = new Diary(path);
    diary.begin(provider);
    const setBalance = async (balance: string): Promise<unknown> =>
      provider.request({ method: "hardhat_setBalance", params: [TARGET, balance] });
    await setBalance("0x1");
    expect(await readdir(folder)).to.deep.equal([]);
    const changes = ["0x2", "0x3"].map(setBalance);
    const keeping = diary.keep({ startedAt: STARTED_AT, isFresh: false });
    await Promise.all([...changes, keeping, setBalance("0x4")]);
    const { isFresh, preparation, entries } = await read();
    expect({ isFresh, preparation }).to.deep.equal({ isFresh: false, preparation: 3 });
    expect(entries.map(({ params }) => params[1])).to.deep.equal(["0x1", "0x2", "0x3", "0x4"]);
    expect(await readdir(folder)).to.deep.equal(["chain.jsonl"]);
  });

  it("says where the chain answers otherwise than it did", async () => {
    await livedOnce();
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/"result":"0x[0-9a-f]{64}"/, `"result":"0x12"`));
    const kept = await read();
    const { provider } = await chain();
    const error = await refusalOf(() => new Diary(path).replay(provider, kept));
    expect(error.exitCode).to.equal(ExitCode.refused);
    expect(error.message).to.match(/chain\.jsonl, line 2: eth_sendTransaction now gives "0x[0-9a-f]{64}", not "0x12"/);
    expect(error.advice).to.equal(`To begin anew, move or delete ${folder}.`);
  });

  it("has nothing to read before it is begun", async () => {
    expect(await new Diary(path).read()).to.equal(undefined);
  });
});
