import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { parseEther } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { Diary } from "./Diary.js";

const STARTED_AT = "2026-01-01T00:00:00.000Z";
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

  async function livedOnce(): Promise<{ state: unknown; sender: string }> {
    const { ethers, networkHelpers, provider } = await chain();
    const diary = new Diary(path);
    await diary.begin(STARTED_AT);
    diary.record(provider);
    const [sender] = await ethers.getSigners();
    if (sender === undefined) throw new Error("the chain has no account");
    await sender.sendTransaction({ to: TARGET, value: parseEther("1") });
    await networkHelpers.time.increase(86_400);
    await networkHelpers.setBalance(TARGET, 5n);
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

  it("lives a chain again: balances, nonces, blocks and times", async () => {
    const { state, sender } = await livedOnce();
    const kept = await new Diary(path).read();
    expect(kept?.startedAt).to.equal(STARTED_AT);

    const { ethers, provider } = await chain();
    await new Diary(path).replay(provider, kept?.entries ?? []);
    expect(await stateOf(ethers, sender)).to.deep.equal(state);
  });

  it("leaves out an entry that a crash cut off", async () => {
    await livedOnce();
    const whole = await new Diary(path).read();
    await writeFile(path, (await readFile(path, "utf8")).slice(0, -5));
    const cut = await new Diary(path).read();
    expect(cut?.entries).to.deep.equal(whole?.entries.slice(0, -1));
  });

  it("says where the chain answers otherwise than it did", async () => {
    await livedOnce();
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/"result":"0x[0-9a-f]{64}"/, `"result":"0x12"`));
    const kept = await new Diary(path).read();
    const { provider } = await chain();
    const error = await new Diary(path).replay(provider, kept?.entries ?? []).catch((reason: unknown) => reason);
    expect((error as Error).message).to.match(
      /chain\.jsonl, line 2: eth_sendTransaction now gives "0x[0-9a-f]{64}", not "0x12"/,
    );
  });

  it("has nothing to read before it is begun", async () => {
    expect(await new Diary(path).read()).to.equal(undefined);
  });
});
