import type { SolidityDeclaration } from "./SolidityDeclaration.js";

/** Strings, comments, the characters that part declarations, and everything between them. */
const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{};]|\n|[^"'/{};\n]+|\//g;

/** Statements that declare nothing of their own. */
const SKIPPED = /^\s*(?:import|pragma|using)\b/;

const CONTRACT = /\b(?:contract|library|interface)\s+(\w+)/;
const NAMED = /\b(?:function|modifier|struct|enum|error|event|type)\s+(\w+)/;
const UNNAMED = /\b(?:constructor|receive|fallback)\b/;

/** A declaration while it is read. */
interface Open {
  contract: string | undefined;
  member: string | undefined;
  heading: string;
  comments: string[];
}

/**
 * The declarations of a Solidity file with their comments. No parser: it knows comments, strings, braces and semicolons,
 * which is what the position of a comment depends on. A file that compiles is assumed.
 */
export function parseSolidity(source: string): SolidityDeclaration[] {
  const declarations: Open[] = [];
  let contract: Open | undefined;
  let current: Open | undefined; // whose body is being read
  let last: Open | undefined; // whose line may still end with a comment
  let depth = 0;
  let code = ""; // of the declaration that is being read
  let waiting: string[] = []; // comments in front of it
  let heading = "";
  let lineHasCode = false;

  for (const [token] of source.matchAll(TOKEN)) {
    const outside = current === undefined;
    if (token === "\n") {
      lineHasCode = false;
    } else if (token.startsWith("//") || token.startsWith("/*")) {
      if (current !== undefined) current.comments.push(textOf(token));
      else if (lineHasCode && code.trim() === "") last?.comments.push(textOf(token));
      else if (token.startsWith("// SPDX")) continue;
      else if (isHeading(token)) heading = textOf(token);
      else waiting.push(textOf(token));
    } else if (outside && "{}".includes(token) && (SKIPPED.test(code) || isInBrackets(code))) {
      code += token; // an import's names, named arguments
    } else if (token === "{") {
      depth += 1;
      if (outside && contract === undefined && CONTRACT.test(code)) contract = open();
      else if (outside && code.trim() !== "") current = open();
      lineHasCode = true;
    } else if (token === "}") {
      depth -= 1;
      if (depth === 0) contract = undefined;
      if (depth === (contract === undefined ? 0 : 1)) current = undefined;
      if (depth === 0) heading = "";
      [code, waiting, lineHasCode] = ["", [], true];
    } else if (token === ";") {
      if (outside && SKIPPED.test(code)) [code, waiting, last] = ["", [], undefined];
      else if (outside) open();
      lineHasCode = true;
    } else {
      if (outside) code += token;
      if (token.trim() !== "") lineHasCode = true;
    }
  }
  return declarations.map((declaration) => ({ ...declaration, comments: declaration.comments.join("\n") }));

  function open(): Open {
    const isContract = contract === undefined && CONTRACT.test(code);
    const name = isContract ? CONTRACT.exec(code)?.[1] : contract?.contract;
    last = { contract: name, member: isContract ? undefined : memberOf(code), heading, comments: waiting };
    declarations.push(last);
    [code, waiting] = ["", []];
    return last;
  }
}

function isInBrackets(code: string): boolean {
  return code.split("(").length > code.split(")").length;
}

function isHeading(comment: string): boolean {
  return comment.startsWith("/*") && !comment.startsWith("/**") && !comment.includes("\n");
}

function textOf(comment: string): string {
  return comment.replace(/^\/\/+|^\/\*+|\*+\/$/g, "").trim();
}

/** The name of a function, type, error or event; of a state variable its last word before a value. */
function memberOf(code: string): string {
  const named = NAMED.exec(code)?.[1] ?? UNNAMED.exec(code)?.[0];
  if (named !== undefined) return named;
  const [declared = ""] = code.split(/=(?!>)/);
  return declared.match(/\w+/g)?.at(-1) ?? "";
}
