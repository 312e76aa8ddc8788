/** What a transaction would do, as the node sees it now. */
export interface Simulation {
  /** Units of gas that the node would allow for. */
  readonly gas: bigint;
  /** Wei: the most that the gas may cost at the fees of this moment. */
  readonly feeWei: bigint;
  /** Changes in wei without the fee, by account. */
  readonly eth: ReadonlyMap<string, bigint>;
  /** Changes in units of VMT, by account; the zero address stands for burned tokens. */
  readonly vmt: ReadonlyMap<string, bigint>;
}
