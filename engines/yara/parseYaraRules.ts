import { Category } from "../../sdk/types/Category.js";
import { InvalidYaraRuleError } from "./InvalidYaraRuleError.js";
import { SCAN_WINDOW } from "./SCAN_WINDOW.js";
import type { YaraRule } from "./YaraRule.js";

/**
 * Fewer fixed bytes would match by chance, and could match so often in one window that reporting it costs too much
 * memory.
 */
const MIN_FIXED_BYTES = 8;

const CATEGORIES: Readonly<Record<string, Category>> = {
  SUSPICIOUS: Category.SUSPICIOUS,
  MALICIOUS: Category.MALICIOUS,
};

/** Comments and blanks first; then names, texts, `$names`, and single signs. */
const TOKEN = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*(?:([A-Za-z_]\w*)|("(?:[^"\\\n]|\\.)*")|(\$\w*)|([\s\S]))/y;

/**
 * Splits a rule file into its rules and refuses what is not window-safe: a rule must hold for a file exactly when it
 * holds for one of the file's windows. That leaves texts and byte patterns of bounded length under the condition `any
 * of them`: no offsets, counts, file sizes, whole-word borders, regular expressions, modules or references to other
 * rules. What must occur together is written as one byte pattern with a bounded jump.
 */
export function parseYaraRules(text: string): YaraRule[] {
  const reader = new TokenReader(text.replaceAll("\r\n", "\n").trimEnd());
  const rules: YaraRule[] = [];

  while (!reader.atEnd()) {
    const rule = parseRule(reader);
    if (rules.some(({ name }) => name === rule.name))
      throw new InvalidYaraRuleError(rule.name, "the name is taken already");
    rules.push(rule);
  }
  return rules;
}

function parseRule(reader: TokenReader): YaraRule {
  reader.skipBlanks();
  const start = reader.position;
  reader.expect("rule");
  reader.rule = reader.next();
  for (const token of ["{", "meta", ":"]) reader.expect(token);

  const meta = new Map<string, string>();
  while (reader.peek() !== "strings") {
    const key = reader.next();
    reader.expect("=");
    meta.set(key, unquoted(reader));
  }

  for (const token of ["strings", ":"]) reader.expect(token);
  while (reader.peek() !== "condition") parsePattern(reader);
  for (const token of ["condition", ":", "any", "of", "them", "}"]) reader.expect(token);

  const label = meta.get("label") ?? "";
  if (!/^[\x21-\x7e]{1,128}$/.test(label)) {
    throw reader.error("meta needs a label of 1 to 128 printable characters without blanks");
  }
  const category = CATEGORIES[meta.get("category") ?? ""];
  if (category === undefined) throw reader.error("meta needs the category SUSPICIOUS or MALICIOUS");

  return { name: reader.rule, source: reader.text.slice(start, reader.position), label, category };
}

function parsePattern(reader: TokenReader): void {
  const name = reader.next();
  if (!name.startsWith("$")) throw reader.error(`expected a pattern such as $a, found ${name}`);
  reader.expect("=");

  const isHex = reader.peek() === "{";
  const { fixedBytes, maxBytes } = isHex ? measureHex(reader) : measureText(reader);
  let width = 1;
  for (; /^[a-z]/.test(reader.peek()) && reader.peek() !== "condition"; reader.next()) {
    const modifier = reader.peek();
    if (isHex || !["ascii", "wide", "nocase"].includes(modifier))
      throw reader.error(`${name}: ${modifier} is not allowed`);
    if (modifier === "wide") width = 2;
  }

  if (fixedBytes < MIN_FIXED_BYTES)
    throw reader.error(`${name} has ${fixedBytes} fixed bytes; ${MIN_FIXED_BYTES} are needed`);
  if (maxBytes * width > SCAN_WINDOW.overlapBytes) {
    throw reader.error(`${name} can match ${maxBytes * width} bytes; windows overlap by ${SCAN_WINDOW.overlapBytes}`);
  }
}

function measureText(reader: TokenReader): { fixedBytes: number; maxBytes: number } {
  const length = unquoted(reader).replace(/\\(x[0-9a-fA-F]{2}|.)/g, "_").length;
  return { fixedBytes: length, maxBytes: length };
}

function measureHex(reader: TokenReader): { fixedBytes: number; maxBytes: number } {
  const body = reader.nextHex();
  let fixedBytes = 0;
  let maxBytes = 0;
  for (const [part] of body.matchAll(/\[[^\]]*\]|[^\s[]{1,2}/g)) {
    const jump = /^\[(?:\d+-)?(\d+)\]$/.exec(part);
    if (jump !== null) {
      maxBytes += Number(jump[1]);
    } else if (/^[0-9a-fA-F?]{2}$/.test(part)) {
      maxBytes += 1;
      if (!part.includes("?")) fixedBytes += 1;
    } else {
      throw reader.error(`${part} in a byte pattern is neither a byte nor a bounded jump such as [0-64]`);
    }
  }
  return { fixedBytes, maxBytes };
}

function unquoted(reader: TokenReader): string {
  const token = reader.next();
  if (!/^"[\x20-\x7e]*"$/.test(token)) throw reader.error(`expected a text in ASCII or a byte pattern, found ${token}`);
  return token.slice(1, -1);
}

class TokenReader {
  rule = "(first)";
  position = 0;

  constructor(readonly text: string) {}

  atEnd(): boolean {
    this.skipBlanks();
    return this.position >= this.text.length;
  }

  skipBlanks(): void {
    const blanks = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    blanks.lastIndex = this.position;
    blanks.exec(this.text);
    this.position = blanks.lastIndex;
  }

  peek(): string {
    const before = this.position;
    const token = this.next();
    this.position = before;
    return token;
  }

  next(): string {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (match === null) throw this.error("the file ends inside the rule");
    this.position = TOKEN.lastIndex;
    return match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
  }

  nextHex(): string {
    const end = this.text.indexOf("}", this.position);
    if (end < 0) throw this.error("a byte pattern does not end");
    this.expect("{");
    const body = this.text.slice(this.position, end);
    this.position = end + 1;
    return body;
  }

  expect(token: string): void {
    const found = this.next();
    if (found !== token) throw this.error(`expected ${token}, found ${found}`);
  }

  error(reason: string): InvalidYaraRuleError {
    return new InvalidYaraRuleError(this.rule, reason);
  }
}
