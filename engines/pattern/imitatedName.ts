import { domainToUnicode } from "node:url";

/** Letters of other scripts, and digits, that pass for Latin letters at a glance. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs("аеорсухіјѕһԁԛԝьѵ", "aeopcyxijshdqwbv"), // Cyrillic
  ...pairs("αεικνορτυχ", "aeikvoptux"), // Greek
  ...pairs("ıℓⅼɡɑ", "illga"),
]);

/**
 * The name that an international (punycode) host imitates: written with Latin letters in place of their look-alikes
 * and without accents, one of its labels contains one of `names`. Null when it imitates none. Plain ASCII hosts
 * imitate nothing here: their letters are what they seem.
 */
export function imitatedName(names: readonly string[], host: string): string | null {
  for (const label of host.split(".")) {
    if (!label.startsWith("xn--")) continue;
    const skeleton = Array.from(domainToUnicode(label).normalize("NFD").replace(/\p{M}/gu, ""), latin).join("");
    const imitated = names.find((name) => skeleton.includes(name));
    if (imitated !== undefined) return imitated;
  }
  return null;
}

function latin(letter: string): string {
  return LOOK_ALIKES.get(letter) ?? letter;
}

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from, (letter, index) => [letter, to.charAt(index)]);
}
