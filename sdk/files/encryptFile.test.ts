import { createHash, randomBytes } from "node:crypto";
import { truncateSync } from "node:fs";
import { mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { getBytes, hexlify, keccak256, solidityPackedSha256 } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { DecryptionError } from "./DecryptionError.js";
import { decryptFile } from "./decryptFile.js";
import { encryptFile } from "./encryptFile.js";
import { hashFile } from "./hashFile.js";
import { possessionOf } from "./possessionOf.js";

const MEGABYTE = 1 << 20;
const LARGE_MEGABYTES = 100;
const GROWTH_MEGABYTES_MAXIMUM = 50; // about 35 come once, until buffers are collected, for a file of any size

const submitter = "0x00000000000000000000000000000000000000A1";
const salt = hexlify(randomBytes(32));
const sha256 = (bytes: Uint8Array) => `0x${createHash("sha256").update(bytes).digest("hex")}`;

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("nothing failed"),
    (error: unknown) => error,
  );
}

describe("encrypted files", () => {
  let folder: string;
  let plain: string;
  let encrypted: string;
  let decrypted: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "encrypted-files-"));
    [plain, encrypted, decrypted] = [join(folder, "plain"), join(folder, "encrypted"), join(folder, "decrypted")];
  });

  afterEach(async () => rm(folder, { recursive: true }));

  for (const size of [0, 1, 15, 16, 17, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1]) {
    it(`of ${size} bytes come back, and all hashes are those of the whole`, async () => {
      const bytes = randomBytes(size);
      await writeFile(plain, bytes);
      const result = await encryptFile(plain, encrypted, { submitter, salt });
      expect(result).to.deep.equal({
        contentHash: sha256(bytes),
        possession: solidityPackedSha256(["address", "bytes32", "bytes"], [submitter, salt, bytes]),
        key: result.key,
        keyCommitment: keccak256(result.key),
        ciphertextCid: sha256(await readFile(encrypted)),
        size,
      });
      expect(await possessionOf(submitter, salt, plain)).to.equal(result.possession);
      expect(await hashFile(encrypted)).to.deep.equal({ sha256: result.ciphertextCid, size: 17 + size + 16 });
      expect(await decryptFile(encrypted, decrypted, result.key)).to.deep.equal({
        contentHash: result.contentHash,
        size,
      });
      expect(await readFile(decrypted)).to.deep.equal(bytes);
      expect((await readdir(folder)).sort()).to.deep.equal(["decrypted", "encrypted", "plain"]);
    });
  }

  it("have the documented form and decrypt by the standard algorithm", async () => {
    const key = hexlify(randomBytes(32));
    await writeFile(plain, "plaintext");
    await encryptFile(plain, encrypted, { submitter, salt, key });
    const bytes = await readFile(encrypted);
    expect(bytes.toString("latin1", 0, 5)).to.equal("VMAP\u0001");
    const imported = await crypto.subtle.importKey("raw", Uint8Array.from(getBytes(key)), "AES-GCM", false, [
      "decrypt",
    ]);
    const parameters = { name: "AES-GCM", iv: bytes.subarray(5, 17), additionalData: bytes.subarray(0, 17) };
    const content = await crypto.subtle.decrypt(parameters, imported, bytes.subarray(17));
    expect(Buffer.from(content).toString()).to.equal("plaintext");
  });

  it("differ each time, under one key too", async () => {
    await writeFile(plain, "plaintext");
    const first = await encryptFile(plain, encrypted, { submitter, salt });
    const second = await encryptFile(plain, decrypted, { submitter, salt, key: first.key });
    expect(second.ciphertextCid).not.to.equal(first.ciphertextCid);
    expect((await encryptFile(plain, encrypted, { submitter, salt })).key).not.to.equal(first.key);
  });

  it("release nothing when a bit was flipped anywhere, the file was cut or grew, or the key is another", async () => {
    await writeFile(plain, randomBytes(64));
    const { key } = await encryptFile(plain, encrypted, { submitter, salt });
    const bytes = await readFile(encrypted);
    const changed = [...bytes.keys()].map((position) => {
      const copy = Buffer.from(bytes);
      copy[position] = (copy[position] ?? 0) ^ 0x80;
      return copy;
    });
    changed.push(bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)]), bytes.subarray(0, 33));
    for (const [index, content] of changed.entries()) {
      await writeFile(encrypted, content);
      expect(await failure(decryptFile(encrypted, decrypted, key)), `case ${index}`).to.be.instanceOf(DecryptionError);
    }
    await writeFile(encrypted, bytes);
    const error = await failure(decryptFile(encrypted, decrypted, hexlify(randomBytes(32))));
    expect(error).to.have.property(
      "message",
      `${encrypted}: it was changed or cut, or the key is not its key; nothing was written`,
    );
    expect((await readdir(folder)).sort()).to.deep.equal(["encrypted", "plain"]);
  });

  it("say what is wrong with their form", async () => {
    const key = hexlify(randomBytes(32));
    await writeFile(encrypted, Buffer.alloc(32));
    expect(await failure(decryptFile(encrypted, decrypted, key))).to.have.property(
      "message",
      `${encrypted}: it has 32 bytes, at least 33 are needed; nothing was written`,
    );
    await writeFile(encrypted, Buffer.alloc(33));
    expect(await failure(decryptFile(encrypted, decrypted, key))).to.have.property(
      "message",
      `${encrypted}: it begins with 0000000000, not 564d415001; nothing was written`,
    );
  });

  it("are not begun with a wrong argument, and leave an earlier file alone when they fail", async () => {
    await writeFile(plain, "plaintext");
    await writeFile(encrypted, "earlier");
    for (const wrong of [{ submitter: "0x01" }, { salt: "0x01" }, { key: "0x01" }]) {
      expect(await failure(encryptFile(plain, encrypted, { submitter, salt, ...wrong }))).to.be.instanceOf(
        InvalidArgumentError,
      );
    }
    expect(await failure(decryptFile(plain, decrypted, "0x01"))).to.be.instanceOf(InvalidArgumentError);
    expect(await failure(encryptFile(folder, encrypted, { submitter, salt }))).to.have.property(
      "message",
      `path is ${folder}, expected a regular file`,
    );
    expect(await failure(encryptFile(join(folder, "none"), encrypted, { submitter, salt }))).to.have.property(
      "code",
      "ENOENT",
    );
    expect(await readFile(encrypted, "utf8")).to.equal("earlier");
  });

  it("leave nothing behind when the work is broken off half-way", async () => {
    await writeFile(plain, randomBytes(3 * MEGABYTE));
    const onProgress = () => {
      throw new Error("broken off");
    };
    expect(await failure(encryptFile(plain, encrypted, { submitter, salt, onProgress }))).to.have.property(
      "message",
      "broken off",
    );
    expect(await readdir(folder)).to.deep.equal(["plain"]);
  });

  it("notice a file that is cut while it is read", async () => {
    await writeFile(plain, randomBytes(3 * MEGABYTE));
    const onProgress = () => {
      truncateSync(plain, 1);
    };
    const error = await failure(hashFile(plain, { onProgress }));
    expect(error)
      .to.have.property("message")
      .that.matches(/^the file ended at byte \d+, expected 3145728: it changed/);
  });

  it(`of ${LARGE_MEGABYTES} MB keep memory flat and tell their progress in bytes`, async () => {
    const file = await open(plain, "w");
    for (let i = 0; i < LARGE_MEGABYTES; ++i) await file.writeFile(randomBytes(MEGABYTE));
    await file.close();
    const size = LARGE_MEGABYTES * MEGABYTE;
    const used = () => process.memoryUsage().rss;
    const before = used();
    let peak = 0;
    let last = 0;
    const onProgress = (done: number, total: number) => {
      expect(done).to.be.greaterThan(last);
      expect(total).to.be.oneOf([size, size + 33]);
      last = done;
      peak = Math.max(peak, used() - before);
    };
    const restart = () => {
      expect(last).to.be.oneOf([size, size + 33]);
      last = 0;
    };

    const { contentHash, key } = await encryptFile(plain, encrypted, { submitter, salt, onProgress });
    restart();
    const result = await decryptFile(encrypted, decrypted, key, { onProgress });
    restart();
    expect(result).to.deep.equal({ contentHash, size });
    expect((await hashFile(decrypted, { onProgress })).sha256).to.equal(contentHash);
    restart();
    await possessionOf(submitter, salt, decrypted, { onProgress });
    restart();
    expect(peak / MEGABYTE).to.be.lessThan(GROWTH_MEGABYTES_MAXIMUM);
  }).timeout(60_000);
});
