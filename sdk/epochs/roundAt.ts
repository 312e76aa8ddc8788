import type { EpochTimes } from "./EpochTimes.js";

const ROUNDS = 24n; // in an epoch, whose length is a multiple of it

/**
 * The round of a time in its epoch, from 0 to 23; 0 before genesis; `VerdictLedger.currentRound`.
 *
 * @param time Unix seconds
 */
export function roundAt(time: bigint, { genesis, epochLength }: EpochTimes): bigint {
  return time < genesis ? 0n : ((time - genesis) % epochLength) / (epochLength / ROUNDS);
}
