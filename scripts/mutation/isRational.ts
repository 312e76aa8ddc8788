import type { AstNode } from "./AstNode.js";
import { typeOf } from "./typeOf.js";

/** Whether the compiler works the value out as a number without a type: `7`, `7 days`, `2 * 3`. */
export function isRational(node: AstNode): boolean {
  return /^(int|rational)_const /.test(typeOf(node));
}
