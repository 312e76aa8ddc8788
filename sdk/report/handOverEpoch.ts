import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Acknowledgement } from "./Acknowledgement.js";

/**
 * The epoch in which a hand-over counts: the first by which a quorum of seats had acknowledged it, whatever the order in
 * which anybody heard of it. So a hand-over to some holders, or at an epoch's last second, is a later one or none, and
 * not one thing here and another there.
 *
 * A seat counts once, with its earliest acknowledgement. Later ones change nothing once a quorum is reached; fewer than a
 * third of the seats can neither make a quorum without honest holders nor withhold one from them.
 *
 * @param acknowledgements of one hand-over
 * @param quorum number of seats
 * @returns `null` below a quorum
 * @throws {InvalidArgumentError} for a quorum that is no whole number from 1
 */
export function handOverEpoch(acknowledgements: Iterable<Acknowledgement>, quorum: number): bigint | null {
  if (!Number.isInteger(quorum) || quorum < 1) {
    throw new InvalidArgumentError("quorum", String(quorum), "a whole number from 1");
  }
  const earliest = new Map<number, bigint>();
  for (const { seat, epoch } of acknowledgements) {
    const known = earliest.get(seat);
    if (known === undefined || epoch < known) earliest.set(seat, epoch);
  }
  const ascending = [...earliest.values()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ascending[quorum - 1] ?? null;
}
