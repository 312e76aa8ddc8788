import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import { exchangeArguments } from "./exchangeArguments.js";
import { isRational } from "./isRational.js";
import { mutateBinary } from "./mutateBinary.js";
import { mutateCall } from "./mutateCall.js";
import { mutateConstant } from "./mutateConstant.js";
import { mutateInitial } from "./mutateInitial.js";
import { mutateReturn } from "./mutateReturn.js";
import { mutateStatement } from "./mutateStatement.js";
import { mutateUnary } from "./mutateUnary.js";
import type { MutationPoint } from "./MutationPoint.js";
import { operandsOf } from "./operandsOf.js";
import { PointList } from "./PointList.js";
import { rangeOf } from "./rangeOf.js";
import type { Source } from "./Source.js";
import { textOf } from "./textOf.js";
import { typeOf } from "./typeOf.js";

/** All places of a file at which a mutation can be made, in the order of their ranges, outer ones first. */
export function findPoints({ bytes, tree }: Source): MutationPoint[] {
  const points = new PointList(bytes);
  let returned: AstNode[] = [];

  visit(tree);
  return points.sorted();

  function visit(node: AstNode): void {
    switch (node.nodeType) {
      case "VariableDeclaration":
        if (node["constant"] === true) {
          inMember(textOf(node, "name"), () => {
            points.addConstant(node, mutateConstant(node));
          });
          return;
        }
        break;
      case "FunctionDefinition":
        returned = childrenOf(childOf(node, "returnParameters") ?? node, "parameters");
        inMember(textOf(node, "name") || textOf(node, "kind"), () => {
          childrenOf(node, "modifiers").forEach(visit);
          childrenOf(node, "body").forEach(visit);
        });
        return;
      case "ElementaryTypeName":
      case "ArrayTypeName":
      case "Mapping":
      case "StructDefinition":
      case "UserDefinedTypeName":
        return;
      case "ExpressionStatement":
        mutateStatement(node, points);
        break;
      case "EmitStatement":
      case "RevertStatement": {
        const call = childOf(node, "eventCall") ?? childOf(node, "errorCall");
        const word = node.nodeType === "EmitStatement" ? "emit " : "revert ";
        points.addStatement(node, "statement", []);
        if (call === undefined) break;
        for (const code of exchangeArguments(call)) points.addStatement(node, "arguments", [word, ...code]);
        break;
      }
      case "Continue":
      case "Break":
      case "InlineAssembly":
      case "TryStatement":
        points.addStatement(node, "statement", []);
        break;
      case "Return":
        mutateReturn(node, returned, points);
        break;
      case "VariableDeclarationStatement":
        mutateInitial(node, points);
        break;
      case "IfStatement":
      case "WhileStatement":
      case "ForStatement":
      case "Conditional":
        points.addTruth(childOf(node, "condition"));
        break;
      case "BinaryOperation":
        if (isRational(node)) points.addNumber(node, undefined);
        else visitBinary(node);
        return;
      case "UnaryOperation":
        if (isRational(node)) {
          points.addNumber(node, undefined);
          return;
        }
        points.addExpression(node, mutateUnary(node));
        break;
      case "FunctionCall":
        visitCall(node);
        return;
      case "MemberAccess":
        if (textOf(node, "memberName") === "Ceil" && typeOf(node) === "enum Math.Rounding") {
          points.addExpression(node, [{ operator: "rounding", code: ["Math.Rounding.Floor"] }]);
        }
        break;
      case "Literal":
        visitLiteral(node);
        return;
    }
    childrenOf(node).forEach(visit);
  }

  function inMember(name: string, find: () => void): void {
    points.member = name;
    find();
    points.member = "";
  }

  function visitBinary(node: AstNode): void {
    points.addExpression(node, mutateBinary(node));
    const operator = textOf(node, "operator");
    if (operator === "&&" || operator === "||") {
      for (const operand of operandsOf(node)) points.addTruth(operand);
    }
    const shift = ["<<", ">>", "**"].includes(operator);
    operandsOf(node).forEach((operand, index) => {
      if (!isRational(operand)) visit(operand);
      else if (shift && index === 1) points.addNumber(operand, undefined);
      else points.addNumber(operand, shift ? typeOf(node) : typeOf(node, "commonType"));
    });
  }

  function visitCall(node: AstNode): void {
    const callee = childOf(node, "expression");
    if (callee === undefined) return;
    const args = childrenOf(node, "arguments");
    if (textOf(node, "kind") === "typeConversion") {
      const [only] = args;
      const type = typeOf(node);
      const plain = only === undefined || !isRational(only);
      if (!plain && (type.startsWith("address") || type.startsWith("bytes"))) {
        const one = type.startsWith("bytes") ? `${type}(uint${8 * Number(type.slice(5))}(1))` : "payable(address(1))";
        points.addExpression(node, [{ operator: "constant", code: [one] }]);
        return;
      }
    } else {
      points.addExpression(node, mutateCall(node));
      if (!["tuple()", "error"].includes(typeOf(node))) {
        for (const code of exchangeArguments(node)) points.addExpression(node, [{ operator: "arguments", code }]);
      }
    }
    if (textOf(callee, "name") === "require") points.addTruth(args[0]);
    visit(callee);
    const parameters = /^function \(([^)]*)\)/.exec(typeOf(callee))?.[1]?.split(",") ?? [];
    args.forEach((argument, index) => {
      const type = parameters[index];
      if (isRational(argument) && type?.startsWith("bytes") === true) points.addNumber(argument, type);
      else visit(argument);
    });
  }

  function visitLiteral(node: AstNode): void {
    const kind = textOf(node, "kind");
    if (kind === "number") points.addNumber(node, undefined);
    if (kind === "bool") points.addExpression(node, [{ operator: "constant", code: ["!", rangeOf(node)] }]);
    if (kind === "string" && textOf(node, "value") !== "") {
      points.addExpression(node, [{ operator: "constant", code: ['"mutated"'] }]);
    }
  }
}
