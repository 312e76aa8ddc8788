import type { Alternative } from "./Alternative.js";
import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import type { Code } from "./Code.js";
import { exchangeArguments } from "./exchangeArguments.js";
import { mutateBinary } from "./mutateBinary.js";
import { mutateCall } from "./mutateCall.js";
import { mutateNumber } from "./mutateNumber.js";
import type { MutationPoint } from "./MutationPoint.js";
import { isRational } from "./isRational.js";
import type { Operator } from "./Operator.js";
import { operandsOf } from "./operandsOf.js";
import { rangeOf } from "./rangeOf.js";
import type { Source } from "./Source.js";
import type { SourceRange } from "./SourceRange.js";
import { textOf } from "./textOf.js";
import { typeOf } from "./typeOf.js";
import { zeroOf } from "./zeroOf.js";

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

/** All places of a file at which a mutation can be made, in the order of their ranges, outer ones first. */
export function findPoints({ bytes, tree }: Source): MutationPoint[] {
  const points = new Map<string, MutationPoint>();
  let member = "";
  let returned: AstNode[] = [];

  visit(tree);
  return [...points.values()].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(a.kind === "expression") - Number(b.kind === "expression"),
  );

  function visit(node: AstNode): void {
    switch (node.nodeType) {
      case "VariableDeclaration":
        if (node["constant"] === true) {
          constant(node);
          return;
        }
        break;
      case "FunctionDefinition":
        member = textOf(node, "name") || textOf(node, "kind");
        returned = childrenOf(childOf(node, "returnParameters") ?? node, "parameters");
        childrenOf(node, "modifiers").forEach(visit);
        childrenOf(node, "body").forEach(visit);
        member = "";
        return;
      case "ElementaryTypeName":
      case "ArrayTypeName":
      case "Mapping":
      case "StructDefinition":
      case "UserDefinedTypeName":
        return;
      case "ExpressionStatement":
        expressionStatement(node);
        break;
      case "EmitStatement":
      case "RevertStatement": {
        const call = childOf(node, "eventCall") ?? childOf(node, "errorCall");
        const word = node.nodeType === "EmitStatement" ? "emit " : "revert ";
        statement(node, "statement", []);
        if (call !== undefined)
          for (const code of exchangeArguments(call)) statement(node, "arguments", [word, ...code]);
        break;
      }
      case "Continue":
      case "Break":
      case "InlineAssembly":
      case "TryStatement":
        statement(node, "statement", []);
        break;
      case "Return":
        returns(node);
        break;
      case "VariableDeclarationStatement":
        initial(node);
        break;
      case "IfStatement":
      case "WhileStatement":
      case "ForStatement":
      case "Conditional":
        truth(childOf(node, "condition"));
        break;
      case "BinaryOperation":
        if (isRational(node)) {
          number(node, undefined);
          return;
        }
        expression(node, mutateBinary(node));
        if (["&&", "||"].includes(textOf(node, "operator"))) operandsOf(node).forEach(truth);
        operandNumbers(node);
        return;
      case "UnaryOperation":
        if (isRational(node)) {
          number(node, undefined);
          return;
        }
        unary(node);
        break;
      case "FunctionCall":
        call(node);
        return;
      case "MemberAccess":
        if (textOf(node, "memberName") === "Ceil" && typeOf(node) === "enum Math.Rounding") {
          expression(node, [{ operator: "rounding", code: ["Math.Rounding.Floor"] }]);
        }
        break;
      case "Literal":
        literal(node);
        return;
    }
    childrenOf(node).forEach(visit);
  }

  /* STATEMENTS */

  function expressionStatement(node: AstNode): void {
    const inner = childOf(node, "expression");
    if (inner === undefined) return;
    if (inner.nodeType === "FunctionCall") {
      const isRequire = textOf(childOf(inner, "expression") ?? inner, "name") === "require";
      statement(node, isRequire ? "require" : "statement", []);
      if (isRequire) {
        const [condition, error] = childrenOf(inner, "arguments");
        if (condition === undefined || error === undefined) return;
        for (const code of exchangeArguments(error)) {
          statement(node, "arguments", ["require(", rangeOf(condition), ", ", ...code, ")"]);
        }
      } else if (typeOf(inner) === "tuple()") {
        for (const code of exchangeArguments(inner)) statement(node, "arguments", code);
      }
    } else if (inner.nodeType === "Assignment") {
      const [left, right] = [childOf(inner, "leftHandSide"), childOf(inner, "rightHandSide")];
      // The compiler refuses a pointer into storage that is not set.
      if (left === undefined || !typeOf(left).endsWith("storage pointer")) statement(node, "statement", []);
      const other = COMPOUND[textOf(inner, "operator")];
      if (other !== undefined && left !== undefined && right !== undefined) {
        statement(node, "assignment", [rangeOf(left), ` ${other} `, rangeOf(right)]);
      }
      if (right !== undefined && typeOf(right) === "bool") truth(right);
    } else if (textOf(inner, "operator") === "delete") {
      statement(node, "statement", []);
    }
  }

  function returns(node: AstNode): void {
    const value = childOf(node, "expression");
    if (value === undefined) {
      statement(node, "statement", []);
      return;
    }
    const parts = value.nodeType === "TupleExpression" ? childrenOf(value, "components") : [value];
    for (const part of parts) {
      const zero = zeroOf(typeOf(part));
      if (typeOf(part) === "bool") truth(part);
      else if (zero !== undefined) expression(part, [{ operator: "return", code: [zero] }]);
    }
    const [only] = returned;
    if (returned.length === 1 && only !== undefined && textOf(only, "storageLocation") === "memory") {
      const type = childOf(only, "typeName");
      if (type !== undefined) statement(node, "return", ["{ ", rangeOf(type), " memory nothing_; return nothing_; }"]);
    }
  }

  function initial(node: AstNode): void {
    const value = childOf(node, "initialValue");
    if (value === undefined || childrenOf(node, "declarations").length !== 1) return;
    const zero = zeroOf(typeOf(value));
    if (typeOf(value) === "bool") truth(value);
    else if (zero !== undefined) expression(value, [{ operator: "initial", code: [zero] }]);
  }

  /** The statement's end in the tree leaves its semicolon out. */
  function statement(node: AstNode, operator: Operator, code: Code): void {
    const { start, end } = rangeOf(node);
    const closed = ["}", ";"].includes(bytes[end - 1] ?? "") ? end : bytes.indexOf(";", end) + 1;
    // The last part of the head of a `for` is a statement without a semicolon, and an expression for us.
    if (!/^\s*;$/.test(bytes.slice(end, closed)) && closed !== end) return;
    add("statement", { start, end: closed }, [{ operator, code }]);
  }

  /* EXPRESSIONS */

  /** `node` decides something: its negation is a mutation, unless the operators of its own already give it. */
  function truth(node: AstNode | undefined): void {
    if (node === undefined) return;
    if (node.nodeType === "TupleExpression") childrenOf(node, "components").forEach(truth);
    if (!["Identifier", "MemberAccess", "IndexAccess", "FunctionCall"].includes(node.nodeType)) return;
    expression(node, [{ operator: "negation", code: ["!", rangeOf(node)] }]);
  }

  function unary(node: AstNode): void {
    const operand = childOf(node, "subExpression");
    if (operand === undefined) return;
    const range = rangeOf(operand);
    const operator = textOf(node, "operator");
    const prefix = node["prefix"] === true;
    if (operator === "!") expression(node, [{ operator: "negation", code: [range] }]);
    if (operator === "~" || operator === "-") expression(node, [{ operator: "bits", code: [range] }]);
    if (operator === "++" || operator === "--") {
      const other = operator === "++" ? "--" : "++";
      expression(node, [{ operator: "assignment", code: prefix ? [other, range] : [range, other] }]);
    }
  }

  function call(node: AstNode): void {
    const callee = childOf(node, "expression");
    if (callee === undefined) return;
    const args = childrenOf(node, "arguments");
    if (textOf(node, "kind") === "typeConversion") {
      const [only] = args;
      const type = typeOf(node);
      const plain = only === undefined || !isRational(only);
      if (!plain && (type.startsWith("address") || type.startsWith("bytes"))) {
        const one = type.startsWith("bytes") ? `${type}(uint${8 * Number(type.slice(5))}(1))` : "payable(address(1))";
        expression(node, [{ operator: "constant", code: [one] }]);
        return;
      }
    } else {
      expression(node, mutateCall(node));
      if (!["tuple()", "error"].includes(typeOf(node))) {
        for (const code of exchangeArguments(node)) expression(node, [{ operator: "arguments", code }]);
      }
    }
    if (textOf(callee, "name") === "require") truth(args[0]);
    visit(callee);
    const parameters = /^function \(([^)]*)\)/.exec(typeOf(callee))?.[1]?.split(",") ?? [];
    args.forEach((argument, index) => {
      const type = parameters[index];
      if (isRational(argument) && type?.startsWith("bytes") === true) number(argument, type);
      else visit(argument);
    });
  }

  function literal(node: AstNode): void {
    const kind = textOf(node, "kind");
    if (kind === "number") number(node, undefined);
    if (kind === "bool") expression(node, [{ operator: "constant", code: ["!", rangeOf(node)] }]);
    if (kind === "string" && textOf(node, "value") !== "") {
      expression(node, [{ operator: "constant", code: ['"mutated"'] }]);
    }
  }

  function operandNumbers(node: AstNode): void {
    const shift = ["<<", ">>", "**"].includes(textOf(node, "operator"));
    operandsOf(node).forEach((operand, index) => {
      if (!isRational(operand)) visit(operand);
      else if (shift && index === 1) number(operand, undefined);
      else number(operand, shift ? typeOf(node) : typeOf(node, "commonType"));
    });
  }

  function number(node: AstNode, cast: string | undefined): void {
    add("expression", rangeOf(node), mutateNumber(node, cast), cast);
  }

  function expression(node: AstNode, alternatives: Alternative[]): void {
    add("expression", rangeOf(node), alternatives);
  }

  /* CONSTANTS */

  function constant(node: AstNode): void {
    const value = childOf(node, "value");
    if (value === undefined) return;
    const type = typeOf(node);
    const range = rangeOf(value);
    const codes: Code[] = [];
    if (/^u?int/.test(type)) {
      codes.push(["(", range, ") + 1"]);
      if (!/^int_const 0$/.test(typeOf(value))) codes.push(["(", range, ") - 1"]);
    } else if (type.startsWith("bytes")) codes.push(["~", range]);
    else {
      const zero = zeroOf(type);
      if (zero !== undefined) codes.push([zero]);
    }
    member = textOf(node, "name");
    add(
      "constant",
      rangeOf(node),
      codes.map((code) => ({ operator: "constant", code })),
    );
    member = "";
  }

  function add(
    kind: MutationPoint["kind"],
    { start, end }: SourceRange,
    alternatives: readonly Alternative[],
    cast?: string,
  ): void {
    if (alternatives.length === 0) return;
    const key = `${kind} ${start}:${end}`;
    const known = points.get(key);
    if (known !== undefined) known.alternatives.push(...alternatives);
    else {
      points.set(key, {
        kind,
        start,
        end,
        member,
        ...(cast === undefined ? {} : { cast }),
        alternatives: [...alternatives],
      });
    }
  }
}
