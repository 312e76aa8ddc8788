import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { requireWritable } from "./requireWritable.js";

describe("requireWritable", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-writable-"));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  it("makes what is missing, a home for its owner alone, and leaves nothing else in it", async () => {
    const home = join(folder, "a", "home");
    const store = join(folder, "b", "c", "store");
    for (let times = 0; times < 2; ++times) await requireWritable({ home, store }, "home", "store");
    expect([await readdir(home), await readdir(store)]).to.deep.equal([[], []]);
    expect((await stat(home)).mode & 0o777).to.equal(0o700);
  });

  it("names a folder that takes no file, and why", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const cases = [
      [file, "it, or what it would lie in, is a file"],
      [join(file, "store"), "it, or what it would lie in, is a file"],
      ["/proc/none", "no folder can be made there"],
    ];
    for (const [store = "", reason] of cases) {
      const error: unknown = await requireWritable({ home: folder, store }, "store").catch((thrown: unknown) => thrown);
      if (!(error instanceof CommandError)) throw new Error(`${store} was not refused`, { cause: error });
      expect(error.exitCode).to.equal(ExitCode.usage);
      expect(error.message).to.equal(`the store ${store} cannot be written: ${reason}`);
      expect(error.advice).to.equal("Name another folder with --store or VIRUSMAP_STORE. Nothing was sent.");
    }
    expect(await readdir(folder)).to.deep.equal(["file"]);
  });
});
