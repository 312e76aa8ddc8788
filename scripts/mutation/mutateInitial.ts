import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import type { PointList } from "./PointList.js";
import { typeOf } from "./typeOf.js";
import { zeroOf } from "./zeroOf.js";

/** Zero as the first value of a variable. */
export function mutateInitial(node: AstNode, points: PointList): void {
  const value = childOf(node, "initialValue");
  if (value === undefined || childrenOf(node, "declarations").length !== 1) return;
  const zero = zeroOf(typeOf(value));
  if (typeOf(value) === "bool") points.addTruth(value);
  else if (zero !== undefined) points.addExpression(value, [{ operator: "initial", code: [zero] }]);
}
