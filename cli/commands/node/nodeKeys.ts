import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { Wallet } from "ethers";

import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import { generateKeyPair } from "../../../sdk/keys/generateKeyPair.js";
import type { KeyPair } from "../../../sdk/keys/KeyPair.js";
import { publicKeyOf } from "../../../sdk/keys/publicKeyOf.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { requireWritable } from "../../requireWritable.js";
import type { Session } from "../../Session.js";
import { nodeFolder } from "./nodeFolder.js";

/** The two keys of a supernode besides its operator's: one signs reports, to the other content keys are wrapped. */
interface NodeKeys {
  readonly signer: Wallet;
  readonly encryptionKeys: KeyPair;
}

const FILES = { signer: "signer.json", encryption: "encryption.json" };

/** Keys of a supernode: from the environment, or from two encrypted keystore files in its folder. */
export const nodeKeys = {
  /** Makes both keys, unless they are there. */
  async create(session: Session, operator: string): Promise<NodeKeys> {
    const folder = await nodeFolder(session, operator);
    for (const path of Object.values(FILES).map((file) => join(folder, file))) {
      if ((await read(path)) !== undefined) {
        throw new CommandError(ExitCode.usage, `${path} exists`, "The keys of this supernode were made before.");
      }
    }
    await requireWritable(session.settings, "home");
    const password = await session.newPassword(`the new keys in ${folder}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const made = { signer: Wallet.createRandom().privateKey, encryption: generateKeyPair().privateKey };
    for (const name of ["signer", "encryption"] as const) {
      const text = await new Wallet(made[name]).encrypt(password);
      await writeAtomically(join(folder, FILES[name]), (file) => file.writeFile(text));
    }
    return toKeys(made.signer, made.encryption);
  },

  async open(session: Session, operator: string): Promise<NodeKeys> {
    const { signerKey, encryptionKey } = session.settings;
    if (signerKey !== undefined && encryptionKey !== undefined) return toKeys(signerKey, encryptionKey);

    const folder = await nodeFolder(session, operator);
    const keys = [];
    for (const name of ["signer", "encryption"] as const) {
      const path = join(folder, FILES[name]);
      const text = await read(path);
      if (text === undefined) {
        throw new CommandError(
          ExitCode.usage,
          `${path} does not exist`,
          "Make the supernode's keys: virusmap node init",
        );
      }
      keys.push(await session.decrypt(path, text));
    }
    const [signer = "", encryption = ""] = keys;
    return toKeys(signer, encryption);
  },
};

function toKeys(signer: string, encryption: string): NodeKeys {
  return {
    signer: new Wallet(signer),
    encryptionKeys: { privateKey: encryption, publicKey: publicKeyOf(encryption) },
  };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
