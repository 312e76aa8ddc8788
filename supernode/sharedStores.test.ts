import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { sha256, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";

import { writeAtomically } from "../sdk/files/writeAtomically.js";
import type { Topic } from "../sdk/stores/Announcements.js";
import { cidOf } from "../sdk/files/cidOf.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import { FolderStore } from "../sdk/stores/FolderStore.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { withContent } from "../sdk/stores/withContent.js";
import { Kind } from "../sdk/types/Kind.js";
import { putHandOvers } from "./putHandOvers.js";
import { readHandOvers } from "./readHandOvers.js";
import type { StoredHandOver } from "./StoredHandOver.js";

/** Asks `get` for bytes and checks them: what a store needs that others serve. */
abstract class CheckedStore implements SharedStore {
  abstract put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;
  abstract get(digest: string): Promise<Uint8Array | undefined>;
  abstract announce(topic: Topic, digest: string): Promise<void>;
  abstract announced(topic: Topic): Promise<string[]>;

  async putFile(path: string): Promise<string> {
    return this.put(createReadStream(path));
  }

  async has(digest: string): Promise<boolean> {
    return (await this.get(digest)) !== undefined;
  }

  async verify(digest: string): Promise<void> {
    await this.checked(digest);
  }

  async peek(digest: string, length: number): Promise<{ size: number; start: Uint8Array }> {
    const bytes = await this.get(digest);
    if (bytes === undefined) throw new ContentError(digest, "nobody has it");
    return { size: bytes.length, start: bytes.subarray(0, length) };
  }

  async fetchTo(digest: string, target: string): Promise<void> {
    const bytes = await this.checked(digest);
    await writeAtomically(target, (file) => file.writeFile(bytes));
  }

  private async checked(digest: string): Promise<Uint8Array> {
    const bytes = await this.get(digest);
    if (bytes === undefined) throw new ContentError(digest, "nobody has it");
    if (digestOf(bytes) !== digest) throw new ContentError(digest, `the bytes have the digest ${digestOf(bytes)}`);
    return bytes;
  }
}

class MemoryStore extends CheckedStore {
  readonly contents = new Map<string, Uint8Array>();
  private readonly topics = new Map<Topic, Set<string>>();

  async put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    const chunks = [];
    for await (const chunk of content) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    this.contents.set(digestOf(bytes), bytes);
    return digestOf(bytes);
  }

  get(digest: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.contents.get(digest));
  }

  async announce(topic: Topic, digest: string): Promise<void> {
    await this.verify(digest);
    this.topics.set(topic, new Set(this.topics.get(topic)).add(digest));
  }

  announced(topic: Topic): Promise<string[]> {
    return Promise.resolve([...(this.topics.get(topic) ?? [])]);
  }
}

/** Speaks to `serve` below. */
class HttpStore extends CheckedStore {
  constructor(private readonly url: string) {
    super();
  }

  async put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    const chunks = [];
    for await (const chunk of content) chunks.push(chunk);
    return (await fetch(`${this.url}/content`, { method: "PUT", body: Buffer.concat(chunks) })).text();
  }

  async get(digest: string): Promise<Uint8Array | undefined> {
    const response = await fetch(`${this.url}/content/${digest}`);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  }

  async announce(topic: Topic, digest: string): Promise<void> {
    const response = await fetch(`${this.url}/topics/${topic}`, { method: "POST", body: digest });
    if (!response.ok) throw new ContentError(digest, await response.text());
  }

  async announced(topic: Topic): Promise<string[]> {
    return (await (await fetch(`${this.url}/topics/${topic}`)).text()).split("\n").filter((line) => line !== "");
  }
}

/** A web server before a store. It checks nothing of what it gives out. */
function serve(store: MemoryStore) {
  return createServer((request, response) => {
    void answer();
    async function answer(): Promise<void> {
      const [, kind, name = ""] = (request.url ?? "").split("/");
      try {
        if (request.method === "PUT") response.end(await store.put(request));
        else if (kind === "content")
          response.writeHead(store.contents.has(name) ? 200 : 404).end(await store.get(name));
        else if (request.method === "POST") {
          const body = (await request.toArray()).join("");
          await store.announce(name as Topic, body);
          response.end();
        } else response.end((await store.announced(name as Topic)).join("\n"));
      } catch (error) {
        response.writeHead(400).end((error as Error).message);
      }
    }
  });
}

function digestOf(bytes: Uint8Array): string {
  return `0x${createHash("sha256").update(bytes).digest("hex")}`;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("nothing failed"),
    (error: unknown) => error,
  );
}

const text = Buffer.from("some content");
const digest = digestOf(text);
const hash = (name: string) => sha256(toUtf8Bytes(name));
const handOver = (name: string): StoredHandOver => ({
  claims: {
    sample: { submitter: ZeroAddress, kind: Kind.FILE, contentHash: hash(name), possession: hash("p"), policy: 2n },
    aggregator: ZeroAddress,
    root: hash("root"),
    proof: [hash("sibling")],
    ciphertextCid: hash("ciphertext"),
    keyCommitment: hash("commitment"),
  },
  salt: hash("salt"),
  wrappedKeys: new Map([["0x01", "0x02"]]),
});

for (const kind of ["folder", "memory", "web server"] as const) {
  describe(`shared store: ${kind}`, () => {
    let folder: string;
    let store: SharedStore;
    /** Replaces the bytes under a digest, as a store that lies would. */
    let forge: (bytes: Uint8Array) => Promise<void>;
    const memory = { store: new MemoryStore() };
    let server: ReturnType<typeof serve> | undefined;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "shared-store-"));
      memory.store = new MemoryStore();
      forge = (bytes) => Promise.resolve(void memory.store.contents.set(digest, bytes));
      if (kind === "folder") {
        const folderStore = new FolderStore(join(folder, "content"));
        store = folderStore;
        forge = async (bytes) => writeFile(join(folder, "content", cidOf(digest)), bytes);
      } else if (kind === "memory") {
        store = memory.store;
      } else {
        server = serve(memory.store);
        await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
        store = new HttpStore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      }
    });

    afterEach(async () => {
      server?.closeAllConnections();
      server?.close();
      server = undefined;
      await rm(folder, { recursive: true });
    });

    it("gives back what it was given, by its digest", async () => {
      const path = join(folder, "file");
      await writeFile(path, text);
      expect(await store.has(digest)).to.equal(false);
      expect(await store.put([text.subarray(0, 4), text.subarray(4)])).to.equal(digest);
      expect(await store.putFile(path)).to.equal(digest);
      expect(await store.has(digest)).to.equal(true);
      await store.verify(digest);
      await store.fetchTo(digest, join(folder, "copy"));
      expect(await readFile(join(folder, "copy"))).to.deep.equal(text);
      let place = "";
      expect(await withContent(store, digest, text.length, async (copy) => readFile((place = copy)))).to.deep.equal(
        text,
      );
      expect(await failure(readFile(place))).to.have.property("code", "ENOENT");
    });

    it("shows how large a content is, and how it begins", async () => {
      await store.put([text]);
      for (const [length, start] of [
        [0, ""],
        [4, "some"],
        [text.length, "some content"],
        [text.length + 1, "some content"],
      ] as const) {
        const seen = await store.peek(digest, length);
        expect({ ...seen, start: Buffer.from(seen.start).toString() }).to.deep.equal({ size: text.length, start });
      }
      expect(await failure(store.peek(ZeroHash, 1))).to.be.instanceOf(ContentError);
    });

    it("passes nothing on whose bytes have another digest, or that it has not", async () => {
      await store.put([text]);
      await forge(Buffer.from("other content"));
      for (const wanted of [digest, ZeroHash]) {
        const target = join(folder, "copy");
        for (const use of [() => store.verify(wanted), () => store.fetchTo(wanted, target)]) {
          expect(await failure(use()))
            .to.be.instanceOf(ContentError)
            .that.includes({ digest: wanted });
        }
        expect(await failure(readFile(target))).to.have.property("code", "ENOENT");
      }
    });

    it("lists what was announced, by topic, and announces only what it has", async () => {
      expect(await store.announced("bulletins-7")).to.deep.equal([]);
      await store.put([text]);
      await store.announce("bulletins-7", digest);
      await store.announce("bulletins-7", digest);
      expect(await store.announced("bulletins-70")).to.deep.equal([]);
      expect(await store.announced("bulletins-7")).to.deep.equal([digest]);
      expect(await store.announced("hand-overs")).to.deep.equal([]);
      expect(await failure(store.announce("bulletins-7", ZeroHash))).to.be.instanceOf(ContentError);
    });

    it("carries hand-overs from a submitter to a supernode of the same deployment", async () => {
      const sent = [handOver("a"), handOver("b")];
      const list = await putHandOvers(store, 31_337n, "0xregistry", sent);
      expect(await store.announced("hand-overs")).to.deep.equal([list]);
      const received = [];
      for await (const each of readHandOvers(store, 31_337n, "0xregistry", list)) received.push(each);
      expect(received).to.deep.equal(sent);
      for await (const each of readHandOvers(store, 1n, "0xregistry", list))
        expect.fail(`of another chain: ${each.salt}`);
    });
  });
}
