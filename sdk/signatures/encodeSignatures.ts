import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Signature } from "../types/Signature.js";

const SEATS_MAXIMUM = 64;

/**
 * Signatures by seat in the form that `VerdictLedger.publish` takes: the seats as bits, and one signature for each in
 * ascending order.
 *
 * @param bySeat one signature for each seat that signed, seats counted from 0
 */
export function encodeSignatures(bySeat: ReadonlyMap<number, Signature>): { seats: bigint; signatures: Signature[] } {
  const ascending = [...bySeat].sort(([first], [second]) => first - second);
  let seats = 0n;
  for (const [seat] of ascending) {
    if (!Number.isInteger(seat) || seat < 0 || seat >= SEATS_MAXIMUM) {
      throw new InvalidArgumentError("seat", String(seat), `a seat below ${SEATS_MAXIMUM}`);
    }
    seats |= 1n << BigInt(seat);
  }
  return { seats, signatures: ascending.map(([, signature]) => signature) };
}
