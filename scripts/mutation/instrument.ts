import { dirname, relative } from "node:path/posix";

import type { AstNode } from "./AstNode.js";
import { childOf } from "./childOf.js";
import { childrenOf } from "./childrenOf.js";
import type { Code } from "./Code.js";
import type { ConstantUse } from "./ConstantUse.js";
import type { MutationPoint } from "./MutationPoint.js";
import type { NumberedMutant } from "./NumberedMutant.js";
import { rangeOf } from "./rangeOf.js";
import type { Source } from "./Source.js";
import type { SourceRange } from "./SourceRange.js";
import { SWITCH } from "./SWITCH.js";
import { textOf } from "./textOf.js";

/**
 * The file with all given mutants in it, each behind the question whether it is alive.
 * @param uses where the file reads constants that become functions
 */
export function instrument(source: Source, mutants: readonly NumberedMutant[], uses: readonly ConstantUse[]): string {
  const { bytes, path, tree } = source;
  const own = mutants.filter(({ file }) => file === path);
  const points = [...new Set(own.map(({ point }) => point))].sort((a, b) => a.start - b.start || b.end - a.end);

  const pragma = childrenOf(tree, "nodes").find(({ nodeType }) => nodeType === "PragmaDirective");
  if (pragma === undefined || own.length === 0) return toText(render({ start: 0, end: bytes.length }, points));
  const { end } = rangeOf(pragma);
  const way = relative(dirname(path), SWITCH.path);
  const imported = ` import {mutantIs, ceilOf} from "${way.startsWith(".") ? way : `./${way}`}";`;
  return toText(render({ start: 0, end }, []) + imported + render({ start: end, end: bytes.length }, points));

  /** A piece with the outermost of `inside` mutated, which care for those in them. */
  function render({ start, end }: SourceRange, inside: readonly MutationPoint[]): string {
    let text = "";
    let position = start;
    inside.forEach((point, index) => {
      if (point.start < position) return; // inside of the one before
      const nested = inside.slice(index + 1).filter((other) => other.end <= point.end && other.start < point.end);
      text += original({ start: position, end: point.start }) + mutate(point, nested);
      position = point.end;
    });
    return text + original({ start: position, end });
  }

  function mutate(point: MutationPoint, nested: readonly MutationPoint[]): string {
    const choices = own.filter((mutant) => mutant.point === point);
    const asking = ({ number }: NumberedMutant) => `mutantIs(${number})`;
    switch (point.kind) {
      case "expression": {
        const inner = render(point, nested);
        const rest = point.cast === undefined ? inner : `${point.cast}(${inner})`;
        return `(${choices.map((mutant) => `${asking(mutant)} ? (${write(mutant.alternative.code)}) : `).join("")}${rest})`;
      }
      case "statement": {
        const branches = choices.map((mutant) => {
          const code = write(mutant.alternative.code);
          return `if (${asking(mutant)}) { ${code === "" || code.endsWith("}") ? code : `${code};`} } else `;
        });
        return `{ ${branches.join("")}{ ${render(point, nested)} } }`;
      }
      case "constant": {
        const node = findConstant(tree, point);
        const [type, value] = [childOf(node, "typeName"), childOf(node, "value")];
        if (type === undefined || value === undefined) throw new Error(`${path}: a constant without type or value`);
        const name = textOf(node, "name");
        const visibility = node["stateVariable"] === true ? textOf(node, "visibility") : "";
        const override = childOf(node, "overrides") === undefined ? "" : "override";
        const [typeText, valueText] = [original(rangeOf(type)), original(rangeOf(value))];
        const choice = choices.map((mutant) => `${asking(mutant)} ? ${write(mutant.alternative.code)} : `).join("");
        return (
          `function ${name}() ${visibility} pure ${override} returns (${typeText}) { return ${choice}${name}_original; } ` +
          `${typeText} ${visibility === "public" ? "internal" : visibility} constant ${name}_original = ${valueText}`
        );
      }
    }
  }

  function write(code: Code): string {
    return code.map((part) => (typeof part === "string" ? part : original(part))).join("");
  }

  /** A piece as it is, except that constants are read where they are now. */
  function original({ start, end }: SourceRange): string {
    let text = "";
    let position = start;
    for (const use of uses) {
      if (use.end <= start || use.end > end) continue;
      text += bytes.slice(position, use.end) + (use.inFunction ? "()" : "_original");
      position = use.end;
    }
    return text + bytes.slice(position, end);
  }
}

function findConstant(node: AstNode, { start, end }: SourceRange): AstNode {
  const found = search(node);
  if (found === undefined) throw new Error(`no constant at ${start}:${end}`);
  return found;

  function search(inside: AstNode): AstNode | undefined {
    const range = rangeOf(inside);
    if (inside.nodeType === "VariableDeclaration" && range.start === start && range.end === end) return inside;
    for (const child of childrenOf(inside)) {
      const result = search(child);
      if (result !== undefined) return result;
    }
    return undefined;
  }
}

function toText(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}
