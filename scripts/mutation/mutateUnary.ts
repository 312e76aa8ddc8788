import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { rangeOf } from "./rangeOf.js";
import { textOf } from "./textOf.js";

/** The operand alone, and `++` and `--` for each other. */
export function mutateUnary(node: AstNode): Alternative[] {
  const operand = childOf(node, "subExpression");
  if (operand === undefined) return [];
  const range = rangeOf(operand);
  const operator = textOf(node, "operator");
  switch (operator) {
    case "!":
      return [{ operator: "negation", code: [range] }];
    case "~":
    case "-":
      return [{ operator: "bits", code: [range] }];
    case "++":
    case "--": {
      const other = operator === "++" ? "--" : "++";
      return [{ operator: "assignment", code: node["prefix"] === true ? [other, range] : [range, other] }];
    }
    default:
      return [];
  }
}
