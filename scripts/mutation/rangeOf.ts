import type { AstNode } from "./AstNode.js";
import type { SourceRange } from "./SourceRange.js";

/** Where a node stands in its file. */
export function rangeOf(node: AstNode): SourceRange {
  const [offset, length] = node.src.split(":").map(Number);
  if (offset === undefined || length === undefined) throw new Error(`a node stands nowhere: "${node.src}"`);
  return { start: offset, end: offset + length };
}
