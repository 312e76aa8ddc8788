import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";

import { cidOf } from "../sdk/files/cidOf.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import { FolderStore } from "../sdk/stores/FolderStore.js";
import { OversizedContentError } from "../sdk/stores/OversizedContentError.js";
import { Kind } from "../sdk/types/Kind.js";
import { handOverLimits } from "./handOverLimits.js";
import { putHandOverLists } from "./putHandOverLists.js";
import { readHandOvers } from "./readHandOvers.js";
import type { StoredHandOver } from "./StoredHandOver.js";
import { toJson } from "./toJson.js";

const { lines, lineBytes, bytes } = handOverLimits;
const header = toJson({ format: "virusmap-hand-overs-1", chainId: 1n, registry: "registry" });
const hash = id("a hash");

/** A line of exactly `length` bytes, or as short as it can be. */
function lineOf(name: string, length = 0): string {
  const line = toJson({
    claims: {
      sample: { submitter: ZeroAddress, kind: Kind.FILE, contentHash: id(name), possession: hash, policy: 2n },
      aggregator: ZeroAddress,
      root: hash,
      proof: [],
      ciphertextCid: hash,
      keyCommitment: hash,
    },
    salt: hash,
    wrappedKeys: {},
  });
  return line + " ".repeat(Math.max(0, length - line.length));
}

describe("readHandOvers", () => {
  let folder: string;
  let store: FolderStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "read-hand-overs-"));
    store = new FolderStore(folder);
  });

  afterEach(async () => rm(folder, { recursive: true }));

  /** What a list of lines gives, and why it ends early. */
  async function read(digest: string, from = store): Promise<{ read: StoredHandOver[]; error?: unknown }> {
    const found: StoredHandOver[] = [];
    try {
      for await (const handOver of readHandOvers(from, 1n, "registry", digest)) found.push(handOver);
      return { read: found };
    } catch (error) {
      return { read: found, error };
    }
  }

  async function put(...parts: string[]): Promise<string> {
    return store.put([Buffer.from(parts.join("\n"))]);
  }

  it("reads lines up to the limit, with a line feed at the end or none, whatever is between", async () => {
    const digest = await put(header, lineOf("a", lineBytes), "", "{}", lineOf("b"), lineOf("c", lineBytes));
    const { read: found, error } = await read(digest);
    expect(error).to.equal(undefined);
    expect(found.map(({ claims }) => claims.sample.contentHash)).to.deep.equal([id("a"), id("b"), id("c")]);
    expect((await read(await put(header, lineOf("a"), ""))).read).to.have.length(1);
  });

  it("ends a list at a longer line, and gives what came before", async () => {
    for (const end of [[], [""], ["", lineOf("b")]]) {
      const digest = await put(header, lineOf("a"), lineOf("long", lineBytes + 1), ...end);
      const { read: found, error } = await read(digest);
      expect(found).to.have.length(1);
      expect(error).to.be.instanceOf(OversizedContentError);
      expect(error).to.have.property("message", `content ${digest}: line 3 has more than ${lineBytes} bytes`);
    }
  });

  it("ends a list whose line has no end", async () => {
    const digest = await store.put(
      (function* () {
        yield Buffer.from(`${header}\n`);
        for (let part = 0; part < 64; part += 1) yield Buffer.alloc(1 << 20, "x");
      })(),
    );
    expect((await read(digest)).error).to.have.property(
      "message",
      `content ${digest}: line 2 has more than ${lineBytes} bytes`,
    );
  });

  it("reads as many lines as the largest submission of a folder has, and no more", async () => {
    const short = Array<string>(lines - 1).fill("{}");
    const full = await put(header, ...short, lineOf("last"));
    expect(await read(full)).to.have.nested.property("read.length", 1);
    expect(await read(full)).not.to.have.property("error");
    const digest = await put(header, ...short, lineOf("last"), lineOf("one more"));
    const { read: found, error } = await read(digest);
    expect(found.map(({ claims }) => claims.sample.contentHash)).to.deep.equal([id("last")]);
    expect(error).to.be.instanceOf(OversizedContentError);
    expect(error).to.have.property("message", `content ${digest}: it has more than ${lines} hand-overs`);
  });

  it("reads all of a submission that is longer, which is several lists", async () => {
    const [sample] = (await read(await put(header, lineOf("a")))).read;
    if (sample === undefined) throw new Error("there is no line");
    for (const [count, lengths] of [
      [lines, [lines]],
      [lines + 1, [lines, 1]],
    ] as const) {
      const digests = await putHandOverLists(store, 1n, "registry", Array<StoredHandOver>(count).fill(sample));
      const lists = await Promise.all(digests.map((digest) => read(digest)));
      expect(lists.map(({ read: found }) => found.length)).to.deep.equal(lengths);
      expect(lists.every(({ error }) => error === undefined)).to.equal(true);
      expect(await store.announced("hand-overs")).to.include.members(digests);
    }
  });

  it("does not read a byte of a list above the limit, nor believe a store without one", async () => {
    const place = join(folder, cidOf(ZeroHash));
    const file = await open(place, "w");
    await file.truncate(bytes + 1);
    await file.close();
    const expected = `content ${ZeroHash}: it has ${bytes + 1} bytes, above ${bytes}`;
    const { error: unread } = await read(ZeroHash);
    expect(unread).to.be.instanceOf(ContentError).and.have.property("message", expected);
    expect(unread, "whose bytes it has nobody knows").not.to.be.instanceOf(OversizedContentError);

    class Careless extends FolderStore {
      override async fetchTo(_: string, target: string): Promise<void> {
        await writeFile(target, "");
        const written = await open(target, "w");
        await written.truncate(bytes + 1);
        await written.close();
      }
    }
    const { error: fetched } = await read(ZeroHash, new Careless(folder));
    expect(fetched).to.be.instanceOf(OversizedContentError).and.have.property("message", expected);
    // At the limit it is read, and found to have other bytes than its digest's.
    const exact = await open(place, "r+");
    await exact.truncate(bytes);
    await exact.close();
    const { error } = await read(ZeroHash);
    expect(error).not.to.be.instanceOf(OversizedContentError);
    expect((error as Error).message).to.match(new RegExp(`^content ${ZeroHash}: the bytes in .* have the digest 0x`));
  });
});
