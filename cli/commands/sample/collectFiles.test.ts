import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { CommandError } from "../../CommandError.js";
import { collectFiles } from "./collectFiles.js";

describe("collectFiles", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), ".virusmap-collect-"));
    for (const inside of [".git", "sub", "sub/.cache"]) await mkdir(join(folder, inside));
    for (const file of [".env", ".git/config", "b", "a", "sub/c", "sub/.cache/d"])
      await writeFile(join(folder, file), "");
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("takes the files of a folder in the order of their names, and nothing hidden in it", async () => {
    expect(await collectFiles([folder])).to.deep.equal(
      ["a", "b", join("sub", "c")].map((name) => ({ path: join(folder, name), name })),
    );
  });

  it("takes a hidden file that is named itself", async () => {
    expect(await collectFiles([join(folder, ".env")])).to.deep.equal([
      { path: join(folder, ".env"), name: join(folder, ".env") },
    ]);
  });

  it("refuses a folder with hidden files only, and a path that cannot be read", async () => {
    const refusalOf = (path: string) => collectFiles([path]).catch((error: unknown) => error);
    for (const name of ["a", "b", "sub"]) await rm(join(folder, name), { recursive: true });

    expect(await refusalOf(folder))
      .to.be.instanceOf(CommandError)
      .that.has.property("message", `no file that is not hidden in ${folder}`);
    expect(await refusalOf(join(folder, "a")))
      .to.be.instanceOf(CommandError)
      .that.has.property("message", `${join(folder, "a")} cannot be read`);
  });
});
