import { expect } from "chai";
import fc from "fast-check";

import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";
import { labelsHash } from "./labelsHash.js";
import { MAX_LIST_ROWS } from "./MAX_LIST_ROWS.js";
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
const reports = fc.array(fc.array(rows, { maxLength: MAX_LIST_ROWS + 1 }), { maxLength: 7 });

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

  it("has the rows of a table that is merged again, when they are few enough for a list", () => {
    fc.assert(
      fc.property(reports, (lists) => {
        const { labels } = mergeLabels(lists);
        expect(mergeLabels([labels]).labels).to.deep.equal(labels.length <= MAX_LIST_ROWS ? labels : []);
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

  describe("with one lying list among seven", () => {
    const ENGINES = ["A", "B", "C"];
    const six = (label: string | null, category: Category): Label[][] =>
      Array.from({ length: 6 }, () => ENGINES.map((engine) => row(engine, label, category)));
    const invented = (count: number, label: string | null, category: Category): Label[] =>
      Array.from({ length: count }, (_, index) => row(`Made up ${index}`, label, category));

    it("shows detections of made-up engines and does not believe them", () => {
      const table = mergeLabels([...six(null, UNDETERMINED), invented(2, "Evil", MALICIOUS)]);
      expect(table).to.include({ category: UNDETERMINED, detections: 2, engines: 5 });
      expect(mergeLabels([...six(null, HARMLESS), invented(8, "Evil", MALICIOUS)]).category).to.equal(HARMLESS);
    });

    it("is not outvoted by the silence of made-up engines", () => {
      for (const [category, count] of [SUSPICIOUS, MALICIOUS].flatMap((grave) =>
        [8, 13].map((n) => [grave, n] as const),
      )) {
        const table = mergeLabels([...six("X", category), invented(count, null, UNDETERMINED)]);
        expect(table).to.include({ category, detections: 3, engines: count === 8 ? 11 : 3 });
      }
    });

    it("is what the others say alone when the list is too long, by one row or by thousands", () => {
      const others = six("X", MALICIOUS);
      for (const count of [MAX_LIST_ROWS + 1, 70_000]) {
        const table = mergeLabels([...others, invented(count, "Evil", SUSPICIOUS)]);
        expect(table).to.deep.equal(mergeLabels([...others, []]));
      }
      expect(mergeLabels([...others, invented(MAX_LIST_ROWS, "Evil", SUSPICIOUS)]).engines).to.equal(3 + MAX_LIST_ROWS);
    });

    it("has the category on which six agree", () => {
      const list = fc.array(rows, { maxLength: MAX_LIST_ROWS + 1 });
      fc.assert(
        fc.property(fc.array(rows, { maxLength: MAX_LIST_ROWS }), list, (honest, lie) => {
          const others = Array.from({ length: 6 }, () => honest);
          expect(mergeLabels([...others, lie]).category).to.equal(mergeLabels([...others, honest]).category);
        }),
      );
    });
  });

  it("shows the row of an engine that nobody else runs", () => {
    const own = row("Vendor", "Own.Find", MALICIOUS);
    const lists = [...Array.from({ length: 20 }, () => [row("A", null, UNDETERMINED)]), [own]];
    expect(mergeLabels(lists)).to.deep.include({ labels: [row("A", null, UNDETERMINED), own], category: UNDETERMINED });
  });

  it("takes a list by its gravest row, and a list that contradicts itself by its other rows", () => {
    const mixed = [row("A", null, HARMLESS), row("B", "X", SUSPICIOUS), row("C", null, UNDETERMINED)];
    expect(mergeLabels([mixed]).category).to.equal(SUSPICIOUS);
    expect(mergeLabels([[...mixed, row("B", null, UNDETERMINED)]]).category).to.equal(HARMLESS);
  });

  it("counts a list without a voice among all lists", () => {
    const grave = [row("A", "X", MALICIOUS)];
    expect(mergeLabels([grave, []]).category).to.equal(MALICIOUS);
    expect(mergeLabels([grave, [], []]).category).to.equal(UNDETERMINED);
    expect(mergeLabels([grave, [], grave]).category).to.equal(MALICIOUS);
  });

  it("counts within 16 bits when every seat of the largest council sends the longest list", () => {
    const lists = Array.from({ length: 64 }, (_, seat) =>
      Array.from({ length: MAX_LIST_ROWS }, (__, index) => row(`${seat} ${index}`, "X", MALICIOUS)),
    );
    expect(mergeLabels(lists)).to.include({ engines: 512, detections: 512, category: MALICIOUS });
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
    expect(malformed).to.have.length(MAX_LIST_ROWS);
    expect(mergeLabels([malformed])).to.deep.equal({ labels: [], detections: 0, engines: 0, category: UNDETERMINED });
    expect(mergeLabels([[row("A".repeat(128), null, UNDETERMINED)]]).engines).to.equal(1);
  });
});
