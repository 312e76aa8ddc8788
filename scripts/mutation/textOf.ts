import type { AstNode } from "./AstNode.js";

/** A string under `key`; empty without one. */
export function textOf(node: AstNode, key: string): string {
  const value = node[key];
  return typeof value === "string" ? value : "";
}
