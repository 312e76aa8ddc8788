import type { AstNode } from "./AstNode.js";
import { childrenOf } from "./childrenOf.js";

/** Left and right operand of a binary operation. */
export function operandsOf(node: AstNode): [AstNode, AstNode] {
  const [left, right] = [...childrenOf(node, "leftExpression"), ...childrenOf(node, "rightExpression")];
  if (left === undefined || right === undefined) throw new Error(`${node.nodeType} at ${node.src} lacks an operand`);
  return [left, right];
}
