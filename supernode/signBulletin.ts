import { createHash } from "node:crypto";

import type { BaseWallet } from "ethers";

import type { Bulletin } from "./Bulletin.js";
import { bulletinTypedData } from "./bulletinTypedData.js";
import type { Deployment } from "./Deployment.js";
import type { Examination } from "./Examination.js";
import { MAXIMUM_BULLETIN_BYTES } from "./MAXIMUM_BULLETIN_BYTES.js";
import { newestThatFit } from "./newestThatFit.js";
import type { SignedBulletin } from "./SignedBulletin.js";
import { toJson } from "./toJson.js";

const PIECE_BYTES = 1 << 19;

/** Writes a bulletin down and signs it. Of what is too much for one, it tells the newest. */
export async function signBulletin(
  deployment: Deployment,
  signer: BaseWallet,
  { seat, epoch, examinations }: Bulletin,
): Promise<SignedBulletin> {
  const fitting = newestThatFit(examinations, MAXIMUM_BULLETIN_BYTES, (each) => Buffer.byteLength(lineOf(each)));
  const lines = { [Symbol.iterator]: () => piecesOf(fitting) };
  const hash = createHash("sha256");
  let size = 0;
  for (const piece of lines) {
    hash.update(piece);
    size += piece.length;
  }
  const unsigned = { ...deployment, seat, epoch, size, contents: `0x${hash.digest("hex")}` };
  const { domain, types, message } = bulletinTypedData(unsigned);
  return { envelope: { ...unsigned, signature: await signer.signTypedData(domain, types, message) }, lines };
}

function lineOf(examination: Examination): string {
  return `${toJson(examination)}\n`;
}

/** Many lines at once: there is a call to the system for each piece. */
function* piecesOf(examinations: readonly Examination[]): Generator<Uint8Array> {
  let text = "";
  for (const examination of examinations) {
    text += lineOf(examination);
    if (text.length < PIECE_BYTES) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}
