/** What a deployed contract takes. */
export interface ContractSize {
  readonly name: string;
  /** Bytes of the deployed code. */
  readonly code: number;
  /** Bytes of the code that creates it, without its arguments. */
  readonly initCode: number;
  /** Gas of the transaction that deployed it. */
  readonly gas: number;
}
