import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import { exchangeArguments } from "./exchangeArguments.js";
import type { PointList } from "./PointList.js";
import { rangeOf } from "./rangeOf.js";
import { textOf } from "./textOf.js";
import { typeOf } from "./typeOf.js";

const COMPOUND: Readonly<Record<string, string>> = {
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
  "|=": "&=",
  "&=": "|=",
  "^=": "&=",
  "<<=": ">>=",
  ">>=": "<<=",
};

/** An expression that stands alone: without it, with its arguments exchanged, and with another way to assign. */
export function mutateStatement(node: AstNode, points: PointList): void {
  const inner = childOf(node, "expression");
  if (inner === undefined) return;
  if (inner.nodeType === "FunctionCall") mutateCall(node, inner, points);
  else if (inner.nodeType === "Assignment") mutateAssignment(node, inner, points);
  else if (textOf(inner, "operator") === "delete") points.addStatement(node, "statement", []);
}

function mutateCall(node: AstNode, call: AstNode, points: PointList): void {
  const isRequire = textOf(childOf(call, "expression") ?? call, "name") === "require";
  points.addStatement(node, isRequire ? "require" : "statement", []);
  if (isRequire) {
    const [condition, error] = childrenOf(call, "arguments");
    if (condition === undefined || error === undefined) return;
    for (const code of exchangeArguments(error)) {
      points.addStatement(node, "arguments", ["require(", rangeOf(condition), ", ", ...code, ")"]);
    }
  } else if (typeOf(call) === "tuple()") {
    for (const code of exchangeArguments(call)) points.addStatement(node, "arguments", code);
  }
}

function mutateAssignment(node: AstNode, assignment: AstNode, points: PointList): void {
  const [left, right] = [childOf(assignment, "leftHandSide"), childOf(assignment, "rightHandSide")];
  // The compiler refuses a pointer into storage that is not set.
  if (left === undefined || !typeOf(left).endsWith("storage pointer")) points.addStatement(node, "statement", []);
  const other = COMPOUND[textOf(assignment, "operator")];
  if (other !== undefined && left !== undefined && right !== undefined) {
    points.addStatement(node, "assignment", [rangeOf(left), ` ${other} `, rangeOf(right)]);
  }
  if (right !== undefined && typeOf(right) === "bool") points.addTruth(right);
}
