import type { SourceRange } from "./SourceRange.js";

/** New code, made of words and of pieces of the original. */
export type Code = readonly (string | SourceRange)[];
