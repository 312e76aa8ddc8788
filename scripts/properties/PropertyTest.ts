import type { TestKind } from "./TestKind.js";

/** A test that carries the names of properties. */
export interface PropertyTest {
  readonly ids: readonly string[];
  /** Function, or titles from the outermost `describe` to the `it`. */
  readonly name: string;
  readonly kinds: readonly TestKind[];
  /** Path from the root of the repository. */
  readonly file: string;
}
