import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { ZeroHash } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { cidOf } from "../files/cidOf.js";
import { ContentError } from "./ContentError.js";
import { FolderStore } from "./FolderStore.js";

const text = Buffer.from("some content");
const digest = `0x${createHash("sha256").update(text).digest("hex")}`;

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("nothing failed"),
    (error: unknown) => error,
  );
}

describe("FolderStore", () => {
  let root: string;
  let folder: string;
  let store: FolderStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "folder-store-"));
    folder = join(root, "content");
    store = new FolderStore(folder);
  });

  afterEach(async () => rm(root, { recursive: true }));

  it("keeps bytes and files under their digest, once", async () => {
    const path = join(root, "file");
    await writeFile(path, text);
    expect(await store.has(digest)).to.equal(false);
    expect(await store.put([text.subarray(0, 4), text.subarray(4)])).to.equal(digest);
    expect(await store.putFile(path)).to.equal(digest);
    expect(await store.has(digest)).to.equal(true);
    expect(await readdir(folder)).to.deep.equal([cidOf(digest)]);
  });

  it("gives back what it was given", async () => {
    await store.put([text]);
    await store.fetchTo(digest, join(root, "copy"));
    expect(await readFile(join(root, "copy"))).to.deep.equal(text);
    expect(await readFile(await store.verifiedPath(digest))).to.deep.equal(text);
  });

  it("leaves nothing of a stream that breaks", async () => {
    async function* broken() {
      yield await Promise.resolve(text);
      throw new Error("the line broke");
    }
    expect(await failure(store.put(broken()))).to.have.property("message", "the line broke");
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("gives out nothing whose bytes changed on disk", async () => {
    await store.put([text]);
    const path = join(folder, cidOf(digest));
    await writeFile(path, "other content");
    const found = `0x${createHash("sha256").update("other content").digest("hex")}`;
    for (const use of [() => store.fetchTo(digest, join(root, "copy")), () => store.verifiedPath(digest)]) {
      const error = await failure(use());
      expect(error).to.be.instanceOf(ContentError);
      expect(error).to.have.property("message", `content ${digest}: the bytes in ${path} have the digest ${found}`);
    }
    expect(await readdir(root)).to.deep.equal(["content"]);
  });

  it("says which content it does not have, and what is no digest", async () => {
    const error = await failure(store.fetchTo(ZeroHash, join(root, "copy")));
    expect(error).to.be.instanceOf(ContentError);
    expect(error).to.have.property(
      "message",
      `content ${ZeroHash}: it is not in ${folder}; fetch it from another store`,
    );
    expect(await failure(store.has("0x00"))).to.be.instanceOf(InvalidArgumentError);
  });
});
