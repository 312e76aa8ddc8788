import { expect } from "chai";
import fc from "fast-check";

import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";
import { labelsHash } from "./labelsHash.js";
import { mergeLabels } from "./mergeLabels.js";

const { UNDETERMINED, HARMLESS, SUSPICIOUS, MALICIOUS } = Category;

const row = (engine: string, label: string | null, category: Category, signatureVersion = "1"): Label => ({
  engine,
  version: "1",
  signatureVersion,
  label,
  category,
});

// Few values, so that engines and labels collide; some rows are malformed.
const rows = fc.record({
  engine: fc.constantFrom("A", "A B", "B", "ü", ""),
  version: fc.constantFrom("1", "2"),
  signatureVersion: fc.constantFrom("1", "2"),
  label: fc.constantFrom(null, "X", "Y", "", "\ud800"),
  category: fc.constantFrom(UNDETERMINED, HARMLESS, SUSPICIOUS, MALICIOUS),
});
const reports = fc.array(fc.array(rows, { maxLength: 6 }), { maxLength: 7 });

describe("mergeLabels", () => {
  it("does not depend on the order of supernodes or rows", () => {
    const orders = reports.chain((lists) =>
      fc.tuple(
        fc.constant(lists),
        fc
          .tuple(...lists.map((list) => fc.shuffledSubarray(list, { minLength: list.length })))
          .chain((shuffled) => fc.shuffledSubarray(shuffled, { minLength: shuffled.length })),
      ),
    );
    fc.assert(
      fc.property(orders, ([lists, shuffled]) => {
        expect(mergeLabels(shuffled)).to.deep.equal(mergeLabels(lists));
        expect(labelsHash(mergeLabels(shuffled))).to.equal(labelsHash(mergeLabels(lists)));
      }),
      { numRuns: 500 },
    );
  });

  it("has one row per engine and versions, sorted, and counts what it has", () => {
    fc.assert(
      fc.property(reports, (lists) => {
        const { labels, engines, detections } = mergeLabels(lists);
        const keys = labels.map(({ engine, version, signatureVersion }) =>
          [engine, version, signatureVersion].join("\n"),
        );
        expect(keys).to.deep.equal([...new Set(keys)].sort());
        expect(engines).to.equal(labels.length);
        expect(detections).to.equal(labels.filter(({ label }) => label !== null).length);
      }),
    );
  });

  it("is the table itself when merged again", () => {
    fc.assert(
      fc.property(reports, (lists) => {
        const table = mergeLabels(lists);
        expect(mergeLabels([table.labels])).to.deep.equal(table);
      }),
    );
  });

  it("sorts an engine before another whose name goes on", () => {
    const { labels } = mergeLabels([[row("A B", null, UNDETERMINED), row("A", null, UNDETERMINED)]]);
    expect(labels.map(({ engine }) => engine)).to.deep.equal(["A", "A B"]);
  });

  it("keeps versions of one engine apart", () => {
    const lists = [[row("A", "X", MALICIOUS, "1")], [row("A", null, UNDETERMINED, "2")]];
    expect(mergeLabels(lists).engines).to.equal(2);
  });

  describe("when supernodes disagree on an engine", () => {
    const winner = (...labels: [string | null, Category][]): string | null | undefined =>
      mergeLabels(labels.map(([label, category]) => [row("A", label, category)])).labels[0]?.label;

    it("takes the majority", () => {
      expect(winner(["X", MALICIOUS], [null, UNDETERMINED], [null, UNDETERMINED])).to.equal(null);
    });

    it("takes the graver category among equals", () => {
      expect(winner(["X", SUSPICIOUS], ["Y", MALICIOUS])).to.equal("Y");
      expect(winner([null, HARMLESS], ["Y", SUSPICIOUS])).to.equal("Y");
    });

    it("takes the first label among equals of one category", () => {
      expect(winner(["b", MALICIOUS], ["a", MALICIOUS], ["B", MALICIOUS])).to.equal("B");
    });

    it("counts one voice per supernode, and none of one that contradicts itself", () => {
      const insistent = [row("A", "X", MALICIOUS), row("A", "X", MALICIOUS), row("A", "X", MALICIOUS)];
      const torn = [row("A", "X", MALICIOUS), row("A", "Y", MALICIOUS)];
      const honest = [row("A", null, UNDETERMINED)];
      expect(mergeLabels([insistent, torn, honest, honest]).labels).to.deep.equal(honest);
      expect(mergeLabels([torn]).labels).to.deep.equal([]);
    });
  });

  it("leaves out rows that are not well-formed", () => {
    const malformed = [
      row("", null, UNDETERMINED),
      row("A\nB", null, UNDETERMINED),
      row("A".repeat(129), null, UNDETERMINED),
      row("A", "", MALICIOUS),
      row("B", "\ud800", MALICIOUS),
      row("C", null, MALICIOUS),
      row("D", "X", HARMLESS),
      row("E", "X", 4 as Category),
    ];
    expect(mergeLabels([malformed])).to.deep.equal({ labels: [], detections: 0, engines: 0, category: UNDETERMINED });
    expect(mergeLabels([[row("A".repeat(128), null, UNDETERMINED)]]).engines).to.equal(1);
  });
});
