import { readFileSync } from "node:fs";

const HEADING = "## Equivalent mutants";

/** The mutants that docs/mutation.md explains, with their reasons: lines of the form "- `1a2b3c4d` code: reason". */
export function readEquivalents(path: string): Map<string, string> {
  const text = readFileSync(path, "utf8");
  const start = text.indexOf(`${HEADING}\n`);
  if (start === -1) throw new Error(`${path} has no heading "${HEADING}"`);
  const next = text.indexOf("\n## ", start + HEADING.length);

  const explained = new Map<string, string>();
  for (const line of text.slice(start, next === -1 ? undefined : next).split("\n")) {
    if (!line.startsWith("- ")) continue;
    const [, id, reason] = /^- `([0-9a-f]{8})` .*: (\S.*)$/.exec(line) ?? [];
    if (id === undefined || reason === undefined)
      throw new Error(`${path}: not of the form "- \`id\` code: reason": ${line}`);
    if (explained.has(id)) throw new Error(`${path} explains ${id} twice`);
    explained.set(id, reason);
  }
  return explained;
}
