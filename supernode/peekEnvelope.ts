import { ContentError } from "../sdk/stores/ContentError.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import type { Peeked } from "../sdk/stores/Peeked.js";
import type { Deployment } from "./Deployment.js";
import type { Envelope } from "./Envelope.js";
import { MAXIMUM_ENVELOPE_BYTES } from "./MAXIMUM_ENVELOPE_BYTES.js";
import { parseEnvelope } from "./parseEnvelope.js";

/**
 * Reads the envelope of a bulletin, and no more of it: anyone may announce anything, of any size.
 *
 * @returns null for what is not there, or has no envelope of this deployment, or another size than that says
 */
export async function peekEnvelope(
  { chainId, ledger }: Deployment,
  store: Pick<ContentStore, "peek">,
  digest: string,
): Promise<Envelope | null> {
  const envelopeIn = ({ size, start }: Peeked): Envelope | null => {
    const parsed = parseEnvelope(start);
    if (parsed === null) return null;
    const { envelope, length } = parsed;
    const isHere = envelope.chainId === chainId && envelope.ledger === ledger;
    return isHere && size === length + envelope.size ? envelope : null;
  };
  try {
    return envelopeIn(await store.peek(digest, MAXIMUM_ENVELOPE_BYTES, (peeked) => envelopeIn(peeked) !== null));
  } catch (error) {
    if (error instanceof ContentError) return null;
    throw error;
  }
}
