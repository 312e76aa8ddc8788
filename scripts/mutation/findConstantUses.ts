import type { AstNode } from "./AstNode.js";
import { childrenOf } from "./childrenOf.js";
import type { ConstantUse } from "./ConstantUse.js";
import { rangeOf } from "./rangeOf.js";
import type { Source } from "./Source.js";
import { typeOf } from "./typeOf.js";

/** Where constants are read, by file. */
export function findConstantUses(sources: readonly Source[]): Map<string, ConstantUse[]> {
  const constants = new Map<unknown, string>();
  for (const { path, tree } of sources) {
    walk(tree, (node) => {
      if (node.nodeType === "VariableDeclaration" && node["constant"] === true) {
        constants.set(node.id, `${path} ${rangeOf(node).start}`);
      }
    });
  }

  return new Map(
    sources.map(({ path, tree }) => {
      const uses: ConstantUse[] = [];
      walk(tree, (node, inFunction) => {
        if (node.nodeType !== "Identifier" && node.nodeType !== "MemberAccess") return;
        const constant = constants.get(node["referencedDeclaration"]);
        // The getter of a public constant is a function already.
        if (constant === undefined || typeOf(node).startsWith("function")) return;
        uses.push({ end: rangeOf(node).end, constant, inFunction });
      });
      return [path, uses.sort((a, b) => a.end - b.end)];
    }),
  );
}

function walk(node: AstNode, visit: (node: AstNode, inFunction: boolean) => void, inFunction = false): void {
  visit(node, inFunction);
  const inside =
    node.nodeType === "FunctionDefinition" ||
    (inFunction && node.nodeType !== "ArrayTypeName" && node.nodeType !== "InlineAssembly");
  for (const child of childrenOf(node)) walk(child, visit, inside);
}
