import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { temporaryFolders } from "./temporaryFolders.js";

describe("temporaryFolders", () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "virusmap-folders-"));
  });

  afterEach(async () => {
    await rm(parent, { recursive: true });
  });

  it("removes the folder with what is in it, and passes on the result or the error", async () => {
    const fill = async (folder: string) => {
      await writeFile(join(folder, "plaintext"), "");
      return readdir(parent);
    };
    const [name] = await temporaryFolders.within(parent, "examining", fill);
    expect(name).to.match(new RegExp(`^examining-${process.pid}-[A-Za-z0-9]{6}$`));
    expect(await readdir(parent)).to.deep.equal([]);

    const failure = new Error("no space");
    const failing = temporaryFolders.within(parent, "examining", async (folder) => {
      await fill(folder);
      throw failure;
    });
    expect(await failing.catch((error: unknown) => error)).to.equal(failure);
    expect(await readdir(parent)).to.deep.equal([]);
  });

  it("removes what ended processes left, of the purposes named, and nothing else", async () => {
    const ended = spawn(process.execPath, ["--version"]);
    await once(ended, "exit");
    const running = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    try {
      const old = `encrypting-${running.pid ?? 0}-oLd0xy`; // of an earlier process of the number
      const stale = [old, `encrypting-${ended.pid ?? 0}-aB0xyz`, `encrypting-${process.pid}-aB0xyz`];
      const others = [
        `encrypting-${running.pid ?? 0}-aB0xyz`,
        `examining-${ended.pid ?? 0}-aB0xyz`, // another purpose
        `encrypting-${ended.pid ?? 0}-notes`, // not a name of ours
        "chain-31337",
      ];
      for (const name of [...stale, ...others]) {
        await mkdir(join(parent, name));
        await writeFile(join(parent, name, "plaintext"), "");
      }
      const time = (secondsAgo: number) => Date.now() / 1_000 - secondsAgo;
      const day = 24 * 60 * 60;
      await utimes(join(parent, old), time(day + 60), time(day + 60));
      await utimes(join(parent, others[0] ?? ""), time(day - 60), time(day - 60));
      const own = await temporaryFolders.within(parent, "encrypting", async (folder) => {
        expect(await temporaryFolders.removeStale(parent, ["encrypting"])).to.deep.equal([]);
        return readdir(folder); // still there
      });
      expect(own).to.deep.equal([]);
      expect(await readdir(parent)).to.have.members(others);
    } finally {
      running.kill();
    }
  });
});
