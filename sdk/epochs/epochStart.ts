/**
 * First second of `epoch`, in Unix seconds; 0 for epoch 0, which has no beginning; `EpochClock.epochStart`.
 *
 * @param genesis first second of epoch 1, in Unix seconds
 * @param epochLength seconds
 */
export function epochStart(epoch: bigint, genesis: bigint, epochLength: bigint): bigint {
  return epoch === 0n ? 0n : genesis + (epoch - 1n) * epochLength;
}
