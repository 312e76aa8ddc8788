import type { EpochTimes } from "./EpochTimes.js";

/** First second of `epoch`, in Unix seconds; 0 for epoch 0, which has no beginning; `EpochClock.epochStart`. */
export function epochStart(epoch: bigint, { genesis, epochLength }: EpochTimes): bigint {
  return epoch === 0n ? 0n : genesis + (epoch - 1n) * epochLength;
}
