import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import type { Code } from "./Code.js";
import { isRational } from "./isRational.js";
import { rangeOf } from "./rangeOf.js";
import type { SourceRange } from "./SourceRange.js";
import { textOf } from "./textOf.js";
import { typeOf } from "./typeOf.js";

/** Their first two arguments may come in any order. */
const SYMMETRIC = ["min", "max", "mulDiv", "mulmod", "addmod"];

/** The call with two neighbouring arguments of one type exchanged, for each such pair. Only for calls without names. */
export function exchangeArguments(call: AstNode): Code[] {
  const args = childrenOf(call, "arguments");
  const callee = childOf(call, "expression");
  const names = call["names"];
  if (callee === undefined || (Array.isArray(names) && names.length > 0)) return [];

  const calls: Code[] = [];
  args.forEach((first, index) => {
    const second = args[index + 1];
    if (index === 0 && SYMMETRIC.includes(textOf(callee, "memberName") || textOf(callee, "name"))) return;
    if (second === undefined || typeOf(first) !== typeOf(second) || isRational(first)) return;
    const order: SourceRange[] = args.map(rangeOf);
    [order[index], order[index + 1]] = [rangeOf(second), rangeOf(first)];
    calls.push([
      rangeOf(callee),
      "(",
      ...order.flatMap((range, place) => (place === 0 ? [range] : [", ", range])),
      ")",
    ]);
  });
  return calls;
}
