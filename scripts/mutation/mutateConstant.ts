import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import type { Code } from "./Code.js";
import { rangeOf } from "./rangeOf.js";
import { typeOf } from "./typeOf.js";
import { zeroOf } from "./zeroOf.js";

/** Other values of a named constant: one more and one less, another hash, or zero. */
export function mutateConstant(node: AstNode): Alternative[] {
  const value = childOf(node, "value");
  if (value === undefined) return [];
  return valuesOf(typeOf(node), value).map((code) => ({ operator: "constant", code }));
}

function valuesOf(type: string, value: AstNode): Code[] {
  const range = rangeOf(value);
  if (/^u?int/.test(type)) {
    const more: Code = ["(", range, ") + 1"];
    return typeOf(value) === "int_const 0" ? [more] : [more, ["(", range, ") - 1"]];
  }
  if (type.startsWith("bytes")) return [["~", range]];
  const zero = zeroOf(type);
  return zero === undefined ? [] : [[zero]];
}
