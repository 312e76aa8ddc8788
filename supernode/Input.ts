import type { Kind } from "../sdk/types/Kind.js";

/** One content to submit. */
export interface Input {
  /** What the user called it; stays on this machine. */
  readonly name: string;
  /** File with the exact bytes that are submitted. */
  readonly path: string;
  readonly kind: Kind;
  readonly bytes: number;
}
