const ROUNDS = 24n; // in an epoch

/**
 * The round of a time in its epoch, from 0 to 23; 0 before genesis; `VerdictLedger.currentRound`.
 *
 * @param time Unix seconds
 * @param genesis first second of epoch 1, in Unix seconds
 * @param epochLength seconds, a multiple of 24
 */
export function roundAt(time: bigint, genesis: bigint, epochLength: bigint): bigint {
  return time < genesis ? 0n : ((time - genesis) % epochLength) / (epochLength / ROUNDS);
}
