import type { Envelope } from "./Envelope.js";
import { envelopeSchema } from "./envelopeSchema.js";
import { parseJson } from "../sdk/files/parseJson.js";

const LINE_FEED = 0x0a;

interface ParsedEnvelope {
  readonly envelope: Envelope;
  /** Bytes of its line, with the line feed. */
  readonly length: number;
}

/** @returns null unless the bytes begin with the envelope of a bulletin, whose signature is not looked at */
export function parseEnvelope(start: Uint8Array): ParsedEnvelope | null {
  const end = start.indexOf(LINE_FEED);
  if (end === -1) return null;
  const { data } = envelopeSchema.safeParse(parseJson(Buffer.from(start.subarray(0, end)).toString()));
  if (data === undefined) return null;
  const { chainId, ledger, seat, epoch, size, contents, signature } = data;
  return { envelope: { chainId, ledger, seat, epoch, size, contents, signature }, length: end + 1 };
}
