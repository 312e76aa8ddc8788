import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { noteMissing } from "./noteMissing.js";

describe("noteMissing", () => {
  let folder: string;
  let notes: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-missing-"));
    notes = [];
  });

  afterEach(async () => rm(folder, { recursive: true }));

  const sessionOf = (settings: { home: string; store: string }) => ({
    settings,
    note: (text: string) => {
      notes.push(text);
    },
  });

  it("says nothing of folders that are there, or were not asked for", async () => {
    await noteMissing(sessionOf({ home: folder, store: folder }), "home", "store");
    await noteMissing(sessionOf({ home: folder, store: join(folder, "none") }), "home");
    expect(notes).to.deep.equal([]);
  });

  it("names what is not there, what it means and how another is named", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await noteMissing(sessionOf({ home: join(folder, "none"), store: file }), "home", "store");
    await noteMissing(sessionOf({ home: folder, store: join(file, "store") }), "store");
    expect(notes).to.deep.equal([
      `The home ${join(folder, "none")} does not exist: nothing is known of earlier commands. --home or VIRUSMAP_HOME names another folder`,
      `The store ${file} is no folder: nothing can be read from it. --store or VIRUSMAP_STORE names another folder`,
      `The store ${join(file, "store")} cannot be read (ENOTDIR): nothing can be read from it. --store or VIRUSMAP_STORE names another folder`,
    ]);
  });
});
