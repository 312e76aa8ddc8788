import type { AstNode } from "./AstNode.js";

export function isAstNode(value: unknown): value is AstNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}
