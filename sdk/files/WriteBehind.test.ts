import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { expect } from "chai";

import { WriteBehind } from "./WriteBehind.js";

describe("WriteBehind", () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "write-behind-"));
    path = join(folder, "file");
  });

  afterEach(async () => rm(folder, { recursive: true }));

  it("writes all pieces in order, the last one by its end", async () => {
    const file = await open(path, "wx");
    const writer = new WriteBehind(file);
    for (let i = 0; i < 100; i += 1) await writer.write(Buffer.alloc(1_000, i));
    await writer.end();
    await file.close();
    const expected = Buffer.concat(Array.from({ length: 100 }, (_, i) => Buffer.alloc(1_000, i)));
    expect(await readFile(path)).to.deep.equal(expected);
  });

  for (const call of ["write", "end"] as const) {
    it(`tells the next ${call} of a failure, however late it comes, and nobody else`, async () => {
      const file = await open(import.meta.filename, "r"); // nothing can be written through it
      const writer = new WriteBehind(file);
      await writer.write(Buffer.of(1));
      await setTimeout(20); // a failure that nobody hears would end the process here
      const error: unknown = await writer[call](Buffer.of(2)).then(
        () => expect.fail("nothing failed"),
        (reason: unknown) => reason,
      );
      expect(error).to.have.property("code", "EBADF");
      await file.close();
    });
  }
});
