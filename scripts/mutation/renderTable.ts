import { scoreOf } from "./scoreOf.js";
import type { Tally } from "./Tally.js";

/** The counts by file, as a table in Markdown. */
export function renderTable(tallies: ReadonlyMap<string, Tally>): string {
  const percent = (part: number) => `${(Math.floor(part * 1_000) / 10).toFixed(1)} %`;
  const rows = [...tallies].map(
    ([name, of]) =>
      `| ${name} | ${of.mutants} | ${of.killed} | ${of.timeouts} | ${of.equivalent} | ${of.survived} | ${percent(of.killed / of.mutants)} | ${percent(scoreOf(of))} |`,
  );
  return [
    "| File | Mutants | Killed | of these by a timeout | Equivalent | Survived | Killed of all | Killed of those that can be |",
    "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ...rows,
  ].join("\n");
}
