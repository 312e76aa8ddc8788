import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import type { KeyPair } from "../../../sdk/keys/KeyPair.js";
import { publicKeyOf } from "../../../sdk/keys/publicKeyOf.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { noteMissing } from "../../noteMissing.js";
import { requireWritable } from "../../requireWritable.js";
import type { Session } from "../../Session.js";

const schema = z.strictObject({ privateKey: z.string().regex(/^0x[0-9a-f]{64}$/) });

/** The one-time keys of orders, on disk before an order is sent: without its key nobody can read what was bought. */
export const orderKeys = {
  async write(session: Session, { privateKey, publicKey }: KeyPair): Promise<void> {
    await requireWritable(session.settings, "home");
    const folder = await folderOf(session);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, nameOf(publicKey.x));
    await writeAtomically(path, (file) => file.writeFile(JSON.stringify({ privateKey })));
  },

  /** @param x of the order's public key */
  async read(session: Session, x: bigint): Promise<KeyPair> {
    const path = join(await folderOf(session), nameOf(x));
    await noteMissing(session, "home");
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      const advice = "Run the command where the order was made, or name that folder with --home.";
      throw new CommandError(ExitCode.notFound, `the order's key is not in ${path}`, advice, { cause: error });
    }
    const { privateKey } = schema.parse(JSON.parse(text));
    return { privateKey, publicKey: publicKeyOf(privateKey) };
  },
};

async function folderOf(session: Session): Promise<string> {
  const { chainId } = await session.deployment();
  return join(session.settings.home, `chain-${chainId}`, "orders");
}

function nameOf(x: bigint): string {
  return `${x.toString(16).padStart(64, "0")}.json`;
}
