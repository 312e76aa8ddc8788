import { Fragment } from "ethers";

import type { ContractDocs } from "./ContractDocs.js";
import { UndocumentedError } from "./UndocumentedError.js";

type Docs = ContractDocs["userdoc"];
type Item = ContractDocs["abi"][number];
type Parameter = Item["inputs"][number];
type Entry = Docs["methods"][string];

const SECTIONS = [
  { title: "Functions", type: "function" },
  { title: "Events", type: "event" },
  { title: "Errors", type: "error" },
] as const;
const EMPTY: Entry = { params: {}, returns: {} };

/**
 * The reference of one contract as Markdown: every function, event and error that it has, inherited ones too, with its
 * NatSpec, and the structs among their parameters.
 *
 * @param advice what to do about an error, by its name; counts as a comment
 * @throws {UndocumentedError} that names all without a word on them
 */
export function renderContract(name: string, docs: ContractDocs, advice: Readonly<Record<string, string>>): string {
  const undocumented: string[] = [];
  const sections = SECTIONS.map(({ title, type }) => {
    const items = docs.abi
      .filter((item) => item.type === type)
      .map((item) => ({ item, signature: Fragment.from(item).format("sighash") }))
      .sort((a, b) => (a.signature < b.signature ? -1 : 1))
      .map(({ item, signature }) => {
        const words = wordsOn(docs, item, signature, advice);
        if (words.length === 0) undocumented.push(`${type} ${name}.${signature}`);
        return [`### ${item.name ?? ""}`, declaration(item), ...words].join("\n\n");
      });
    return items.length === 0 ? [] : [`## ${title}`, ...items];
  });
  if (undocumented.length > 0) throw new UndocumentedError(undocumented);

  const about = [docs.userdoc.notice, docs.devdoc.details].flatMap((text) =>
    text === undefined ? [] : [textOf(text)],
  );
  return [`# ${name}`, ...about, ...sections.flat(), ...structs(docs.abi)].join("\n\n");
}

function wordsOn(
  { userdoc, devdoc }: ContractDocs,
  { type, name = "" }: Item,
  signature: string,
  advice: Readonly<Record<string, string>>,
): string[] {
  const entryOf = (doc: Docs): Entry => {
    if (type === "error") return doc.errors[signature]?.[0] ?? EMPTY;
    return (type === "event" ? doc.events : doc.methods)[signature] ?? EMPTY;
  };
  const { notice } = entryOf(userdoc);
  const { details, params, returns } = entryOf(devdoc);
  const toDo = type === "error" ? advice[name] : undefined;
  const list = [
    ...Object.entries(params).map(([of, text]) => `- \`${of}\`: ${textOf(text)}`),
    // The compiler calls results without a name _0, _1 …
    ...Object.entries(returns).map(
      ([of, text]) => `- returns ${/^_\d+$/.test(of) ? "" : `\`${of}\`: `}${textOf(text)}`,
    ),
  ];
  return [
    ...[notice, details].flatMap((text) => (text === undefined ? [] : [textOf(text)])),
    ...(toDo === undefined ? [] : [`What to do: ${toDo}.`]),
    ...(list.length === 0 ? [] : [list.join("\n")]),
  ];
}

function declaration({ type, name = "", stateMutability = "nonpayable", inputs, outputs }: Item): string {
  const words = [
    `${type} ${name}(${inputs.map(parameter).join(", ")})`,
    ...(stateMutability === "nonpayable" ? [] : [stateMutability]),
    ...(outputs.length === 0 ? [] : [`returns (${outputs.map(parameter).join(", ")})`]),
  ];
  return code(words.join(" "));
}

function parameter({ name, type, internalType = type, indexed }: Parameter): string {
  return [typeName(internalType), ...(indexed === true ? ["indexed"] : []), name]
    .filter((word) => word !== "")
    .join(" ");
}

function typeName(internalType: string): string {
  return internalType.replace(/^(struct|enum|contract) /, "");
}

/** The structs that appear in functions, events and errors, by name. */
function structs(abi: readonly Item[]): string[] {
  const found = new Map<string, string>();
  const collect = ({ internalType = "", components }: Parameter): void => {
    if (components === undefined) return;
    const name = typeName(internalType).replace(/(\[\d*\])+$/, "");
    const fields = components.map((field) => `  ${parameter(field)};`);
    found.set(name, [`### ${name}`, code([`struct ${name} {`, ...fields, "}"].join("\n"))].join("\n\n"));
    components.forEach(collect);
  };
  for (const { inputs, outputs } of abi) [...inputs, ...outputs].forEach(collect);
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return sorted.length === 0 ? [] : ["## Structs", ...sorted];
}

function code(text: string): string {
  return ["```solidity", text, "```"].join("\n");
}

/** The compiler puts a comment on one line: what was a list there becomes one again. */
function textOf(text: string): string {
  const [before = "", requirements] = text.split("Requirements: - ");
  const words = before.trim().replaceAll(/\s+/g, " ");
  if (requirements === undefined) return words;
  // A dash between backquotes is a minus.
  const items = requirements.split(/ - (?=(?:[^`]*`[^`]*`)*[^`]*$)/).map((item) => `- ${item.replaceAll(/\s+/g, " ")}`);
  return [words, "Requirements:", items.join("\n")].filter((part) => part !== "").join("\n\n");
}
