/** A piece of a source file, in bytes: `[start, end)`. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}
