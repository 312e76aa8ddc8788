/** What a contract owes, by the records it keeps, beside what it holds, in units of VMT. */
export interface Holding {
  readonly holder: string;
  readonly counted: bigint;
  readonly held: bigint;
}
