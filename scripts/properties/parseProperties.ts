import type { Property } from "./Property.js";
import type { PropertyList } from "./PropertyList.js";
import type { TestKind } from "./TestKind.js";

/** Token, genesis, sale, samples and verdicts, rewards, supernodes, market, everywhere: the order in tables. */
const LETTERS = "TASRPKEX";

/** `- **S4 SplittingGainsNothing** (F): words`, which may go on in indented lines. */
const PROPERTY = /^- \*\*([A-Z]\d{1,2}) (\w+)\*\* \(([UFIDSG](?:, [UFIDSG])*)\): ((?:.+)(?:\n {2}.+)*)/gm;

/** `**OneSeatEach** (K8)` */
const PART = /\*\*(\w+)\*\* \(([A-Z]\d{1,2})\)/g;

/** A line that begins like a property. */
const LIKE_PROPERTY = /\*\*[A-Z]\d{1,2}\b[^*]*\*\*/g;

/**
 * The properties that docs/protocol.md declares.
 *
 * @throws {Error} for a line that names a property in another form, an id that is declared twice or out of order, and a
 * part of a property that there is not
 */
export function parseProperties(markdown: string): PropertyList {
  const properties = [...markdown.matchAll(PROPERTY)].map(
    ([, id = "", name = "", kinds = "", words = ""]): Property => ({
      id,
      name,
      kinds: kinds.split(", ") as TestKind[],
      words: words.replace(/\n +/g, " "),
    }),
  );
  properties.sort(byId);
  const alike = markdown.match(LIKE_PROPERTY) ?? [];
  const declared = properties.map(({ id, name }) => `**${id} ${name}**`);
  const malformed = alike.filter((text) => !declared.includes(text));
  if (malformed.length > 0) {
    throw new Error(`not in the form "- **S4 SplittingGainsNothing** (F): words": ${malformed.join(", ")}`);
  }
  checkNumbers(properties.map(({ id }) => id));

  const parts = new Map([...markdown.matchAll(PART)].map(([, name = "", id = ""]) => [name, id]));
  for (const [name, id] of parts) {
    if (!properties.some((property) => property.id === id))
      throw new Error(`${name} is a part of ${id}, which is unknown`);
  }
  return { properties, parts };
}

function byId({ id: first }: Property, { id: second }: Property): number {
  const place = (id: string) => 100 * LETTERS.indexOf(id.charAt(0)) + Number(id.slice(1));
  return place(first) - place(second);
}

/** Each letter counts from 1 without a gap, wherever its properties stand. */
function checkNumbers(ids: readonly string[]): void {
  const letters = new Set(ids.map((id) => id.charAt(0)));
  for (const letter of letters) {
    const numbers = ids.filter((id) => id.startsWith(letter)).map((id) => Number(id.slice(1)));
    numbers.sort((a, b) => a - b);
    const wrong = numbers.findIndex((number, index) => number !== index + 1);
    if (wrong >= 0) throw new Error(`${letter}${wrong + 1} is missing or declared twice`);
  }
}
