import type { TestKind } from "./TestKind.js";

/** One line of docs/protocol.md: what must never break. */
export interface Property {
  /** A letter and a number: `S4`. */
  readonly id: string;
  /** `SplittingGainsNothing` */
  readonly name: string;
  /** Kinds of which at least one test each is demanded. */
  readonly kinds: readonly TestKind[];
  readonly words: string;
}
