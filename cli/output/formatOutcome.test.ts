import { expect } from "chai";

import { formatOutcome } from "./formatOutcome.js";
import { formatTable } from "./formatTable.js";
import { jsonOfOutcome } from "./jsonOfOutcome.js";
import type { Outcome } from "./Outcome.js";
import type { Table } from "./Table.js";

const outcome: Outcome = {
  fields: [
    { name: "amount", label: "Amount", value: 1_234_567_500_000_000_000_000_000n, unit: "VMT" },
    { name: "time", label: "Time", value: 0n, unit: "time" },
    { name: "commission", label: "Commission", value: 250n, unit: "basisPoints" },
    { name: "seat", label: "Its seat", value: null },
    { name: "isJailed", label: "Jailed", value: false },
  ],
  tables: [
    { name: "rows", title: "Rows", rows: [[{ name: "gas", label: "Gas", value: 1_000n, unit: "number" }]] },
    { name: "none", title: "Nothing", rows: [] },
  ],
};

describe("formatOutcome and jsonOfOutcome", () => {
  it("write units, separators and gaps for people", () => {
    expect(formatOutcome(outcome).split("\n")).to.deep.equal([
      "Amount      1,234,567.5 VMT",
      "Time        never",
      "Commission  2.5 %",
      "Its seat    –",
      "Jailed      no",
      "",
      "Rows",
      "  Gas",
      "─────",
      "1,000",
      "",
      "Nothing: none",
    ]);
  });

  it("show people at most 20 rows of a table and say how many more there are, and programs all", () => {
    const rows = (count: number): Table[] => [
      {
        name: "rows",
        title: "Rows",
        rows: Array.from({ length: count }, (_, index) => [{ name: "row", label: "Row", value: `row ${index}` }]),
      },
    ];
    for (const [count, shown, rest] of [
      [20, 20, []],
      [21, 20, ["and 1 more (--json lists all)"]],
      [10_000, 20, ["and 9,980 more (--json lists all)"]],
    ] as const) {
      const result = { fields: [], tables: rows(count) };
      const expected = Array.from({ length: shown }, (_, index) => `row ${index}`);
      const [title, header, , ...lines] = formatOutcome(result).split("\n");
      expect([title, header, ...lines]).to.deep.equal(["Rows", "Row", ...expected, ...rest]);
      expect((JSON.parse(jsonOfOutcome(result)) as { rows: unknown[] }).rows).to.have.length(count);
    }
  });

  it("show the newest rows of a table in the order of time", () => {
    const rows = Array.from({ length: 21 }, (_, index) => [{ name: "row", label: "Row", value: `row ${index}` }]);
    const lines = formatOutcome({ fields: [], tables: [{ name: "rows", title: "Rows", rows, isOldestFirst: true }] });
    expect(lines.split("\n").slice(3)).to.deep.equal([
      ...Array.from({ length: 20 }, (_, index) => `row ${index + 1}`),
      "and 1 earlier (--json lists all)",
    ]);
  });

  it("show every row of a table that is whole, such as one of 21 seats", () => {
    const rows = Array.from({ length: 21 }, (_, seat) => [{ name: "seat", label: "Seat", value: `seat ${seat}` }]);
    const lines = formatOutcome({ fields: [], tables: [{ name: "council", title: "Council", rows, isWhole: true }] });
    expect(lines.split("\n").slice(3)).to.deep.equal(rows.map(([seat]) => seat?.value));
  });

  it("show control characters of strangers' texts to people, and leave them to programs", () => {
    const hostile = "\u001b[1A\u009b2K\n\u202e";
    const shown = "\\u{1b}[1A\\u{9b}2K\\u{a}\\u{202e}";
    const texts: Outcome = {
      fields: [{ name: "text", label: "Text", value: hostile }],
      tables: [{ name: "rows", title: "Rows", rows: [[{ name: "text", label: "Text", value: hostile }]] }],
    };
    expect(formatOutcome(texts).split("\n")).to.deep.equal([
      `Text  ${shown}`,
      "",
      "Rows",
      "Text",
      "─".repeat(shown.length),
      shown,
    ]);
    expect(formatTable(["Text"], [[hostile]]).at(-1)).to.equal(shown);
    expect(JSON.parse(jsonOfOutcome(texts))).to.deep.equal({ text: hostile, rows: [{ text: hostile }] });
    expect(jsonOfOutcome(texts)).to.match(/^[ -~\n]*$/);
  });

  it("write amounts in the smallest unit, as texts, for programs", () => {
    expect(JSON.parse(jsonOfOutcome(outcome))).to.deep.equal({
      amount: "1234567500000000000000000",
      time: "0",
      commission: "250",
      seat: null,
      isJailed: false,
      rows: [{ gas: "1000" }],
      none: [],
    });
  });
});
