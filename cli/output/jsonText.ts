/** What a terminal obeys and JSON lets stand: it escapes the oldest control characters only. */
const CONTROLS = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
const HEXADECIMAL = 16;
const DIGITS = 4;

/** A value as JSON for programs, which shows nothing to a terminal but plain text; big numbers as decimal strings. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each), 2);
  return text.replace(
    CONTROLS,
    (character) => `\\u${character.charCodeAt(0).toString(HEXADECIMAL).padStart(DIGITS, "0")}`,
  );
}
