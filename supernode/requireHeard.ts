import type { HeardBulletin } from "./HeardBulletin.js";
import { Refusal } from "./Refusal.js";

/**
 * No seat of which this supernode knows one bulletin is left out. Who spoke twice is not missed: a seat that tells more after each
 * proposal would otherwise stop every report, and one that holds its first bulletin back can do so for one round.
 *
 * @param heard by seat
 * @param named by seat
 * @throws {Refusal} naming the first seat that is left out
 */
export function requireHeard(
  heard: ReadonlyMap<number, readonly HeardBulletin[]>,
  named: ReadonlyMap<number, HeardBulletin>,
): void {
  for (const [seat, [first, second]] of [...heard].sort(([a], [b]) => a - b)) {
    if (first !== undefined && second === undefined && !named.has(seat)) {
      throw new Refusal(`it leaves out seat ${seat}, which told ${first.digest}`);
    }
  }
}
