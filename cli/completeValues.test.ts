import { expect } from "chai";

import { defineProgram } from "./defineProgram.js";

const NO_FILES = ":4";
const FILES = ":0";

/** What `virusmap complete …` prints, a line each. */
async function complete(...words: string[]): Promise<string[]> {
  const printed: string[] = [];
  const { log } = console;
  console.log = (text: string) => printed.push(...text.split("\n"));
  try {
    const silent = (): void => undefined;
    const program = defineProgram(() => () => Promise.resolve(), { out: silent, note: silent });
    await program.parseAsync(["complete", ...words], { from: "user" });
  } finally {
    console.log = log;
  }
  return printed.map((line) => line.trimEnd());
}

const values = async (...words: string[]): Promise<string[]> =>
  (await complete("--", ...words)).map((line) => line.split("\t")[0] ?? "");

describe("completeValues", () => {
  it("completes words of a list, and no files there", async () => {
    expect(await values("sample", "submit", "--tlp", "")).to.deep.equal(
      ["clear", "green", "amber", "amber+strict", "red"].concat(NO_FILES),
    );
    expect(await values("sample", "submit", "a", "--tlp", "am")).to.deep.equal(["amber", "amber+strict", NO_FILES]);
    expect(await values("development", "advance", "")).to.deep.equal(
      ["sale-start", "sale-end", "genesis", "round", "epoch"].concat(NO_FILES),
    );
    expect(await values("development", "advance", "sale-e")).to.deep.equal(["sale-end", NO_FILES]);
  });

  for (const words of [
    ["sample", "submit", "sam"],
    ["sample", "submit", "a", "b", ""],
    ["sample", "submit", "--tlp", "green", ""],
    ["sale", "admit", ""],
    ["report", "build", ""],
    ["report", "publish", "a.json", ""],
    ["fault", "a.json", ""],
    ["vendor", "fetch", "0x81c3", ""],
    ["--settings", ".net"],
    ["--settings", ""],
    ["sale", "buy", "1", "--settings", ""],
    ["sale", "buy", "--keystore", ""],
    ["--home", ""],
    ["--store", ""],
    ["--address-book", ""],
  ]) {
    it(`leaves files and folders to the shell after: ${words.join(" ")}`, async () => {
      expect(await values(...words)).to.deep.equal([FILES]);
    });
  }

  for (const words of [
    ["sale", "buy", ""],
    ["vendor", "fetch", ""],
    ["sample", "hand-over", ""],
    ["--rpc", ""],
    ["sale", "buy", "--timeout", ""],
  ]) {
    it(`offers no file after: ${words.join(" ")}`, async () => {
      expect(await values(...words)).to.deep.equal([NO_FILES]);
    });
  }

  it("completes every command's options, those that all have among them", async () => {
    const options = await values("sample", "submit", "--");
    expect(options).to.include.members(["--tlp", "--again", "--no-resale", "--dry-run", "--settings", NO_FILES]);
    expect(await values("sale", "fin")).to.deep.equal(["finalize", NO_FILES]);
  });

  it("tells in its help what it needs", async () => {
    const said: string[] = [];
    const program = defineProgram(() => () => Promise.resolve(), {
      out: (text) => said.push(text),
      note: () => undefined,
    });
    await program.parseAsync(["complete", "--help"], { from: "user" }).catch(() => undefined);
    expect(said.join("\n")).to.contain('ln -s "$PWD/cli/virusmap.mjs"').and.contain("bash-completion");
  });

  it("makes bash complete files where nothing else fits, and says what it lacks", async () => {
    const lines = await complete("bash");
    expect(lines).to.include("__virusmap_complete() {");
    expect(lines.filter((line) => line.startsWith("complete ")).at(-1)).to.equal(
      "complete -o default -F __virusmap_complete virusmap",
    );
    expect(lines.at(-1)).to.match(/^type _get_comp_words_by_ref .* \|\| echo "virusmap: .*bash-completion.*" >&2$/);
  });
});
