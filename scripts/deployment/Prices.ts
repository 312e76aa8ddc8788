/** Current prices of a network, in wei of one gas. */
export interface Prices {
  base: bigint;
  /** Base fee and tip as they are now. */
  expected: bigint;
  /** What a transaction allows, so that it is mined although the base fee rises. */
  maximum: bigint;
}
