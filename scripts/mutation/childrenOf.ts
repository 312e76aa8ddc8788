import type { AstNode } from "./AstNode.js";
import { isAstNode } from "./isAstNode.js";

/** All nodes directly under `key`, or under all keys. */
export function childrenOf(node: AstNode, key?: string): AstNode[] {
  const values = key === undefined ? Object.values(node) : [node[key]];
  return values.flatMap((value: unknown): unknown[] => (Array.isArray(value) ? value : [value])).filter(isAstNode);
}
