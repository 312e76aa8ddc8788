import type { AstNode } from "./AstNode.js";

/** The type of an expression as the compiler names it for people: `uint256`, `bool`, `int_const 7`. */
export function typeOf(node: AstNode, key = "typeDescriptions"): string {
  const descriptions = node[key];
  if (typeof descriptions !== "object" || descriptions === null || !("typeString" in descriptions)) return "";
  return typeof descriptions.typeString === "string" ? descriptions.typeString : "";
}
