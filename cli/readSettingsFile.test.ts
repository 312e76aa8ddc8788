import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { readSettingsFile } from "./readSettingsFile.js";

const KNOWN =
  "There are VIRUSMAP_RPC_URL, VIRUSMAP_ADDRESS_BOOK, VIRUSMAP_WALLET, VIRUSMAP_KEYSTORE, VIRUSMAP_KEYSTORE_PASSWORD, " +
  "VIRUSMAP_PRIVATE_KEY, VIRUSMAP_SIGNER_KEY, VIRUSMAP_ENCRYPTION_KEY, VIRUSMAP_HOME, VIRUSMAP_STORE, VIRUSMAP_MAX_FEE.";

describe("readSettingsFile", () => {
  let folder: string;
  let file: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-settings-"));
    file = join(folder, "some.env");
  });

  after(async () => rm(folder, { recursive: true }));

  async function read(text: string): Promise<unknown> {
    await writeFile(file, text);
    return readSettingsFile(file).catch((error: unknown) => error);
  }

  it("takes every setting, and leaves what is not ours alone", async () => {
    expect(
      await read("# a comment\nVIRUSMAP_RPC_URL=http://a.example\nexport VIRUSMAP_HOME='b c'\nOTHER=d\n"),
    ).to.include({ VIRUSMAP_RPC_URL: "http://a.example", VIRUSMAP_HOME: "b c" });
  });

  for (const [what, text] of [
    ["nothing", ""],
    ["what is not ours", "RPC_URL=http://a.example\n"],
    ["a comment", "# VIRUSMAP_RPC_URL=http://a.example\n"],
  ] as const) {
    it(`refuses a file that holds ${what}`, async () => {
      expect(await read(text))
        .to.be.instanceOf(CommandError)
        .and.include({ exitCode: ExitCode.usage, message: `${file} holds no VIRUSMAP_ setting`, advice: KNOWN });
    });
  }

  it("names what is no setting, and those that there are, but no value", async () => {
    expect(await read("VIRUSMAP_RPCURL=http://a.example\nVIRUSMAP_HOME=b\nVIRUSMAP_KEY=secret\n"))
      .to.be.instanceOf(CommandError)
      .and.include({
        exitCode: ExitCode.usage,
        message: `${file} has VIRUSMAP_KEY, VIRUSMAP_RPCURL, which is no setting`,
        advice: KNOWN,
      });
  });
});
