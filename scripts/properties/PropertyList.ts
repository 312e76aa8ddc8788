import type { Property } from "./Property.js";

/** What docs/protocol.md declares. */
export interface PropertyList {
  readonly properties: readonly Property[];
  /** Names of invariants that are parts of a property, with its id. */
  readonly parts: ReadonlyMap<string, string>;
}
