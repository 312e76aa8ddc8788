import type { Alternative } from "./Alternative.js";
import type { SourceRange } from "./SourceRange.js";

/** A place in a source file that can be changed, with all ways to change it. */
export interface MutationPoint extends SourceRange {
  /**
   * An expression becomes a conditional expression, a statement an `if`, and a constant a function, since a constant's
   * value must be known to the compiler.
   */
  readonly kind: "expression" | "statement" | "constant";
  /** Name of the function, or of the constant. */
  readonly member: string;
  /** A type that a number must be cast to in a conditional, because alone it takes the smallest one. */
  readonly cast?: string;
  readonly alternatives: Alternative[];
}
