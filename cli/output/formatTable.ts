import { escapeControls } from "./escapeControls.js";

/** Rows of text in aligned columns under a header, a line each. Columns named in `right` are aligned right. */
export function formatTable(
  header: readonly string[],
  texts: readonly (readonly string[])[],
  right: readonly string[] = [],
): string[] {
  const rows = texts.map((cells) => cells.map(escapeControls));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const format = (cells: readonly string[]): string =>
    header
      .map((title, column) => {
        const cell = cells[column] ?? "";
        const width = widths[column] ?? 0;
        return right.includes(title) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [format(header), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(format)];
}
