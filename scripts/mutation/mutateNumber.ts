import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { rangeOf } from "./rangeOf.js";
import { typeOf } from "./typeOf.js";

/** One more and, above zero, one less. `cast` is the type that the number has where it stands. */
export function mutateNumber(node: AstNode, cast: string | undefined): Alternative[] {
  const range = rangeOf(node);
  const isZero = typeOf(node) === "int_const 0";
  const changes = isZero ? [" + 1"] : [" + 1", " - 1"];
  // Bytes are no numbers: they take the way through an integer of their size.
  const type = cast?.startsWith("bytes") === true ? `${cast}(uint${8 * Number(cast.slice("bytes".length))}` : cast;
  const close = type === cast ? ")" : "))";
  return changes.map((change) => ({
    operator: "constant",
    code: [`${type ?? ""}(`, range, `${change}${close}`],
  }));
}
