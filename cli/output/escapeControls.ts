/** Control characters, line ends among them, and what turns the direction of writing around. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A text for a terminal, in one line. Files, stores, nodes and the chain have texts of strangers, and a terminal obeys
 * some characters: it would erase or rewrite lines, such as those of a failed check.
 */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
