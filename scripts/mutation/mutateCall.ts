import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import { rangeOf } from "./rangeOf.js";
import type { SourceRange } from "./SourceRange.js";
import { textOf } from "./textOf.js";

/** Other directions of rounding and other limits, for calls of OpenZeppelin's `Math`. */
export function mutateCall(node: AstNode): Alternative[] {
  const callee = childOf(node, "expression");
  const library = callee === undefined ? undefined : childOf(callee, "expression");
  if (callee === undefined || library === undefined || textOf(library, "name") !== "Math") return [];

  const [a, b, c, ...more] = childrenOf(node, "arguments").map(rangeOf);
  if (a === undefined || b === undefined) return [];
  const rounding = (...code: (string | SourceRange)[]): Alternative[] => [{ operator: "rounding", code }];
  switch (textOf(callee, "memberName")) {
    case "min":
      return rounding("Math.max(", a, ", ", b, ")");
    case "max":
      return rounding("Math.min(", a, ", ", b, ")");
    case "saturatingSub":
      return rounding("(", a, ") - (", b, ")");
    case "ceilDiv":
      return rounding("uint256(", a, ") / (", b, ")");
    case "mulDiv":
      return c === undefined || more.length > 0
        ? []
        : rounding("Math.mulDiv(", a, ", ", b, ", ", c, ", Math.Rounding.Ceil)");
    default:
      return [];
  }
}
