/** A function, state variable, struct, error or event, or a contract as a whole, with the comments that belong to it. */
export interface SolidityDeclaration {
  /** Undefined outside of contracts. */
  readonly contract: string | undefined;
  /** Undefined for the contract as a whole. */
  readonly member: string | undefined;
  /** The section, such as `PURCHASE`, under which it stands; empty without one. */
  readonly heading: string;
  /** In front of it, beside it and inside it, one after the other. */
  readonly comments: string;
}
