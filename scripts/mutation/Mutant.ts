import type { Operator } from "./Operator.js";

/** One change of the contracts. */
export interface Mutant {
  /** Hash of what follows except the line, so that it survives changes elsewhere in the file. */
  readonly id: string;
  /** Path from the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** Name of the function, or of the constant. */
  readonly member: string;
  readonly operator: Operator;
  readonly original: string;
  /** Empty when the original is deleted. */
  readonly mutated: string;
}
