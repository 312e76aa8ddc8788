/** One operation in two states of the chain between which it must not get dearer. */
export interface Comparison {
  /** Name in docs/protocol.md, or the rule: "S10". */
  readonly property: string;
  readonly operation: string;
  readonly few: string;
  readonly many: string;
  /** Gas without that of the transaction's data, in which amounts and signatures have more zero bytes or fewer. */
  readonly gasFew: number;
  readonly gasMany: number;
}
