import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { isRational } from "./isRational.js";
import type { Operator } from "./Operator.js";
import { operandsOf } from "./operandsOf.js";
import { rangeOf } from "./rangeOf.js";
import { textOf } from "./textOf.js";
import { typeOf } from "./typeOf.js";

const OTHERS: Readonly<Record<string, readonly [Operator, ...string[]]>> = {
  "<": ["relation", "<=", ">="],
  "<=": ["relation", "<", ">"],
  ">": ["relation", ">=", "<="],
  ">=": ["relation", ">", "<"],
  "==": ["relation", "!="],
  "!=": ["relation", "=="],
  "+": ["arithmetic", "-"],
  "-": ["arithmetic", "+"],
  "*": ["arithmetic", "/"],
  "/": ["arithmetic", "*"],
  "%": ["arithmetic", "/"],
  "&": ["bits", "|"],
  "|": ["bits", "&"],
  "^": ["bits", "&"],
  "<<": ["bits", ">>"],
  ">>": ["bits", "<<"],
  "&&": ["logic", "||"],
  "||": ["logic", "&&"],
};

/** Other operators for a binary operation, one operand alone for `&&` and `||`, and the ceiling of a quotient. */
export function mutateBinary(node: AstNode): Alternative[] {
  const operator = textOf(node, "operator");
  const [kind, ...others] = OTHERS[operator] ?? ["logic"];
  const operands = operandsOf(node);
  // Number operands take the type of the operation, as they do in the original.
  const shift = operator === "<<" || operator === ">>";
  const [left, right] = operands.map((operand, index) => {
    const range = rangeOf(operand);
    if (!isRational(operand) || (shift && index === 1)) return ["(", range, ")"];
    return [`${shift ? typeOf(node) : typeOf(node, "commonType")}(`, range, ")"];
  });
  if (left === undefined || right === undefined) return [];

  const alternatives: Alternative[] = others.map((other) => ({
    operator: kind,
    code: [...left, ` ${other} `, ...right],
  }));
  if (operator === "&&" || operator === "||") {
    alternatives.push({ operator: kind, code: left }, { operator: kind, code: right });
  }
  const type = typeOf(node);
  if (operator === "/" && type.startsWith("uint")) {
    alternatives.push({ operator: "rounding", code: [`${type}(ceilOf(`, ...left, ", ", ...right, "))"] });
  }
  return alternatives;
}
