import ts from "typescript";

import { propertyIds } from "./propertyIds.js";
import type { PropertyTest } from "./PropertyTest.js";
import type { TestKind } from "./TestKind.js";

/** Files that compare the chain with a model in TypeScript. */
const DIFFERENTIAL = /\/(?:differential|equivalence|events)[^/]*$/;

/**
 * The tests of a TypeScript file. Each carries the ids in its own title, and the id of a title around it that names one
 * alone: where several stand there, not every test inside is about each.
 *
 * @param file path from the root of the repository
 */
export function scanTypeScriptTests(file: string, source: string): PropertyTest[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const tests: PropertyTest[] = [];
  visit(tree, []);
  return tests;

  function visit(node: ts.Node, titles: readonly string[]): void {
    const call = titledCall(node);
    const inside = call === undefined ? titles : [...titles, call.title];
    if (call?.callee === "it") {
      const name = inside.join(": ");
      const around = titles.map(propertyIds).filter(({ length }) => length === 1);
      const ids = [...new Set([...around.flat(), ...propertyIds(call.title)])];
      tests.push({ ids, name, kinds: kindsOf(file, name, node.getText(tree)), file });
      return;
    }
    ts.forEachChild(node, (child) => {
      visit(child, inside);
    });
  }
}

/** `describe("…", …)` or `it("…", …)`; values in a title stand as `…`. */
function titledCall(node: ts.Node): { callee: string; title: string } | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const callee = node.expression.text;
  const [title] = node.arguments;
  if (!["describe", "it"].includes(callee) || title === undefined) return undefined;
  if (ts.isStringLiteralLike(title)) return { callee, title: title.text };
  if (!ts.isTemplateExpression(title)) return undefined;
  return { callee, title: title.head.text + title.templateSpans.map(({ literal }) => `…${literal.text}`).join("") };
}

function kindsOf(file: string, name: string, body: string): TestKind[] {
  const kinds: TestKind[] = [body.includes("fc.assert(") ? "F" : "U"];
  if (DIFFERENTIAL.test(file)) kinds.push("D");
  if (/(^|\/)gas\//.test(file) || /\bgas\b/i.test(name)) kinds.push("G");
  return kinds;
}
