import type { Enforcement } from "./Enforcement.js";
import type { PropertyList } from "./PropertyList.js";
import type { PropertyTest } from "./PropertyTest.js";

/** Everything that names properties. */
export interface PropertyEvidence extends PropertyList {
  readonly enforcements: readonly Enforcement[];
  readonly invariants: readonly { readonly name: string; readonly id: string | undefined; readonly file: string }[];
  readonly tests: readonly PropertyTest[];
  /** Checks of invariants that nothing calls. */
  readonly uncalled: readonly string[];
}
