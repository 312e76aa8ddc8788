/** A place in contracts/ whose comment says that it enforces a property. */
export interface Enforcement {
  readonly id: string;
  /** `TokenSale.receive`, or `TokenSale` for the contract as a whole. */
  readonly place: string;
  /** Path from the root of the repository. */
  readonly file: string;
}
