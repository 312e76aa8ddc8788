import type { EpochTimes } from "./EpochTimes.js";

/**
 * The epoch of a time: 0 before genesis, then counted from 1; `EpochClock.currentEpoch`.
 *
 * @param time Unix seconds
 */
export function epochAt(time: bigint, { genesis, epochLength }: EpochTimes): bigint {
  return time < genesis ? 0n : 1n + (time - genesis) / epochLength;
}
