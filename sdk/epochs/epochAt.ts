/**
 * The epoch of a time: 0 before genesis, then counted from 1; `EpochClock.currentEpoch`.
 *
 * @param time Unix seconds
 * @param genesis first second of epoch 1, in Unix seconds
 * @param epochLength seconds
 */
export function epochAt(time: bigint, genesis: bigint, epochLength: bigint): bigint {
  return time < genesis ? 0n : 1n + (time - genesis) / epochLength;
}
