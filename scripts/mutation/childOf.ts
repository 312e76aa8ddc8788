import type { AstNode } from "./AstNode.js";
import { isAstNode } from "./isAstNode.js";

/** The one node under `key`, if there is one. */
export function childOf(node: AstNode, key: string): AstNode | undefined {
  const value = node[key];
  return isAstNode(value) ? value : undefined;
}
