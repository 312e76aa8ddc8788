import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import type { PointList } from "./PointList.js";
import { rangeOf } from "./rangeOf.js";
import { textOf } from "./textOf.js";
import { typeOf } from "./typeOf.js";
import { zeroOf } from "./zeroOf.js";

/**
 * Zero or an empty structure instead of what is returned; a `return` without a value deleted.
 * @param returned the function's return parameters
 */
export function mutateReturn(node: AstNode, returned: readonly AstNode[], points: PointList): void {
  const value = childOf(node, "expression");
  if (value === undefined) {
    points.addStatement(node, "statement", []);
    return;
  }
  const parts = value.nodeType === "TupleExpression" ? childrenOf(value, "components") : [value];
  for (const part of parts) {
    const zero = zeroOf(typeOf(part));
    if (typeOf(part) === "bool") points.addTruth(part);
    else if (zero !== undefined && !isZero(part)) points.addExpression(part, [{ operator: "return", code: [zero] }]);
  }
  const [only] = returned;
  if (returned.length === 1 && only !== undefined && textOf(only, "storageLocation") === "memory") {
    const type = childOf(only, "typeName");
    if (type === undefined) return;
    points.addStatement(node, "return", ["{ ", rangeOf(type), " memory nothing_; return nothing_; }"]);
  }
}

/** `address(0)` and the like. */
function isZero(value: AstNode): boolean {
  const [converted] = textOf(value, "kind") === "typeConversion" ? childrenOf(value, "arguments") : [];
  return converted !== undefined && typeOf(converted) === "int_const 0";
}
