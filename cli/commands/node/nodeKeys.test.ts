import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { KnownDeployment } from "../../KnownDeployment.js";
import { readSettings } from "../../readSettings.js";
import { Session } from "../../Session.js";
import { nodeKeys } from "./nodeKeys.js";

const OPERATOR = "0x00000000000000000000000000000000000000A1";

/** Knows its chain without a node. */
class OfflineSession extends Session {
  override deployment(): Promise<KnownDeployment> {
    const deployment: unknown = { chainId: 31_337n };
    return Promise.resolve(deployment as KnownDeployment);
  }
}

describe("nodeKeys", function () {
  this.timeout(60_000); // a keystore is slow to encrypt, as it is meant to be

  let home: string;
  let asked: string[];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "virusmap-keys-"));
    asked = [];
  });

  afterEach(async () => {
    await rm(home, { recursive: true });
  });

  /** @param typed answers to the prompts, in order; undefined for a person that gives up */
  function sessionOf(typed: (string | undefined)[], environment: Record<string, string> = {}): Session {
    return new OfflineSession(readSettings({ home }, environment), {
      environment,
      isInteractive: environment["VIRUSMAP_KEYSTORE_PASSWORD"] === undefined,
      out: () => undefined,
      note: () => undefined,
      progress: () => ({ advance: () => undefined, stop: () => undefined }),
      askPassword: (message) => {
        asked.push(message);
        return Promise.resolve(typed.shift());
      },
    });
  }

  const folder = () => join(home, "chain-31337", `supernode-${OPERATOR}`);

  async function refusalOf(work: Promise<unknown>): Promise<CommandError> {
    const error = await work.catch((reason: unknown) => reason);
    if (!(error instanceof CommandError)) throw new Error("it was not refused", { cause: error });
    return error;
  }

  it("asks twice for the password of new keys, which then opens them", async () => {
    const made = await nodeKeys.create(sessionOf(["correct horse", "correct horse"]), OPERATOR);
    expect(asked).to.deep.equal([`Choose a password for the new keys in ${folder()}`, "The same password again"]);

    const opened = await nodeKeys.open(sessionOf(["correct horse"]), OPERATOR);
    expect(opened.signer.address).to.equal(made.signer.address);
    expect(opened.encryptionKeys).to.deep.equal(made.encryptionKeys);
    expect(asked[2]).to.equal(`Password of ${join(folder(), "signer.json")}`);
  });

  it("writes nothing when the two differ, or the person gives up at the second", async () => {
    for (const [second, exitCode, message, advice] of [
      ["correct hrose", ExitCode.usage, "the two passwords differ", "Nothing was written. Try again."],
      [undefined, ExitCode.interrupted, "interrupted at a prompt", "Nothing was sent."],
    ] as const) {
      const error = await refusalOf(nodeKeys.create(sessionOf(["correct horse", second]), OPERATOR));
      expect([error.exitCode, error.message, error.advice]).to.deep.equal([exitCode, message, advice]);
      expect(await readdir(home)).to.deep.equal([]);
    }
  });

  it("takes the password of the environment and asks nobody", async () => {
    await nodeKeys.create(sessionOf([], { VIRUSMAP_KEYSTORE_PASSWORD: "correct horse" }), OPERATOR);
    expect(asked).to.deep.equal([]);
    expect(await readdir(folder())).to.have.members(["signer.json", "encryption.json"]);
  });

  it("asks nothing when either key exists", async () => {
    for (const name of ["signer.json", "encryption.json"]) {
      await mkdir(folder(), { recursive: true });
      await writeFile(join(folder(), name), "{}");
      const error = await refusalOf(nodeKeys.create(sessionOf([]), OPERATOR));
      expect([error.exitCode, error.message]).to.deep.equal([ExitCode.usage, `${join(folder(), name)} exists`]);
      expect(await readdir(folder())).to.deep.equal([name]);
      await rm(folder(), { recursive: true });
    }
    expect(asked).to.deep.equal([]);
  });
});
