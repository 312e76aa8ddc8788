const ID = /\b[TASRPKEX]\d{1,2}\b/g;

/** The ids of properties that a text names, each once, in the order in which they stand there. */
export function propertyIds(text: string): string[] {
  return [...new Set(text.match(ID) ?? [])];
}
