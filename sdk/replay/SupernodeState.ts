/** What the staking contract keeps of one supernode. */
export interface SupernodeState {
  pool: { assets: bigint; shares: bigint };
  tickets: { assets: bigint; shares: bigint };
  bond: bigint;
  dripping: bigint;
  drippedAt: bigint;
  equivocations: bigint;
  incoming: bigint;
  commission: bigint;
  nextCommission: bigint;
  commissionFrom: bigint;
  jailedUntil: bigint;
  releaseEpoch: bigint;
  signer: string;
  encryptionKey: { x: bigint; parity: bigint };
}
