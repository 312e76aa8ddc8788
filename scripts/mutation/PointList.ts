import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { childrenOf } from "./childrenOf.js";
import type { Code } from "./Code.js";
import { mutateNumber } from "./mutateNumber.js";
import type { MutationPoint } from "./MutationPoint.js";
import type { Operator } from "./Operator.js";
import { rangeOf } from "./rangeOf.js";
import type { SourceRange } from "./SourceRange.js";

/** The places of a file at which a mutation can be made, as they are found. */
export class PointList {
  /** Name of the function, or of the constant, in which the next places are. */
  member = "";

  private readonly points = new Map<string, MutationPoint>();

  /** @param bytes the file */
  constructor(private readonly bytes: string) {}

  /** All of them, in the order of their ranges, outer ones first. */
  sorted(): MutationPoint[] {
    return [...this.points.values()].sort(
      (a, b) => a.start - b.start || b.end - a.end || Number(a.kind === "expression") - Number(b.kind === "expression"),
    );
  }

  /** The statement's end in the tree leaves its semicolon out. */
  addStatement(node: AstNode, operator: Operator, code: Code): void {
    const { start, end } = rangeOf(node);
    const closed = ["}", ";"].includes(this.bytes[end - 1] ?? "") ? end : this.bytes.indexOf(";", end) + 1;
    // The last part of the head of a `for` is a statement without a semicolon, and an expression for us.
    if (!/^\s*;$/.test(this.bytes.slice(end, closed)) && closed !== end) return;
    this.add("statement", { start, end: closed }, [{ operator, code }]);
  }

  addExpression(node: AstNode, alternatives: readonly Alternative[]): void {
    this.add("expression", rangeOf(node), alternatives);
  }

  addNumber(node: AstNode, cast: string | undefined): void {
    this.add("expression", rangeOf(node), mutateNumber(node, cast), cast);
  }

  addConstant(node: AstNode, alternatives: readonly Alternative[]): void {
    this.add("constant", rangeOf(node), alternatives);
  }

  /** `node` decides something: its negation is a mutation, unless the operators of its own already give it. */
  addTruth(node: AstNode | undefined): void {
    if (node === undefined) return;
    if (node.nodeType === "TupleExpression") {
      for (const component of childrenOf(node, "components")) this.addTruth(component);
    }
    if (!["Identifier", "MemberAccess", "IndexAccess", "FunctionCall"].includes(node.nodeType)) return;
    this.addExpression(node, [{ operator: "negation", code: ["!", rangeOf(node)] }]);
  }

  private add(
    kind: MutationPoint["kind"],
    { start, end }: SourceRange,
    alternatives: readonly Alternative[],
    cast?: string,
  ): void {
    if (alternatives.length === 0) return;
    const key = `${kind} ${start}:${end}`;
    const known = this.points.get(key);
    if (known !== undefined) known.alternatives.push(...alternatives);
    else {
      this.points.set(key, {
        kind,
        start,
        end,
        member: this.member,
        ...(cast === undefined ? {} : { cast }),
        alternatives: [...alternatives],
      });
    }
  }
}
