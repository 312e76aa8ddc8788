/** Rows as a table of Markdown: the first one holds the names, and numbers stand to the right. */
export function markdownTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rules = header.map((_, column) => (rows.every((row) => /^[0-9.,]+$/.test(row[column] ?? "")) ? "---:" : "---"));
  return [line(header), line(rules), ...rows.map(line)].join("\n");
}
