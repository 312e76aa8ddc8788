/** A signature in the compact form of ERC-2098. `ISupernodeCouncil.Signature`. */
export interface Signature {
  readonly r: string;
  readonly vs: string;
}
