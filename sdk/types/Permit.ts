/** A signed ERC-2612 permit for the contract that is called. `Permit` of libraries/Permits.sol. */
export interface Permit {
  /** Allowance that was signed, in units of the token. */
  readonly value: bigint;
  /** Last second at which the permit is valid, in Unix seconds. */
  readonly deadline: bigint;
  readonly v: bigint;
  readonly r: string;
  readonly s: string;
}
