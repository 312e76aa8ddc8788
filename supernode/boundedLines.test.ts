import { expect } from "chai";

import { boundedLines } from "./boundedLines.js";

async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function linesOf(pieces: readonly string[], maximum: number): Promise<(string | null)[]> {
  const bytes = pieces.map((piece) => Buffer.from(piece));
  return collected(boundedLines(bytes, maximum));
}

describe("boundedLines", () => {
  it("finds the same lines however the text is divided", async () => {
    const text = "first\n\nthird äöü\nlast";
    const lines = ["first", "", "third äöü", "last"];
    expect(await linesOf([text], 100)).to.deep.equal(lines);
    const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
    expect(await collected(boundedLines(bytes, 100))).to.deep.equal(lines);
    expect(await linesOf([text, "\n"], 100)).to.deep.equal(lines);
    expect(await linesOf([], 100)).to.deep.equal([]);
  });

  it("takes a line of the maximum, and shows where one of a byte more was", async () => {
    for (const pieces of [["1234\n12345\n1\n"], ["12", "34\n123", "45", "\n1"]]) {
      expect(await linesOf(pieces, 5)).to.deep.equal(["1234", "12345", "1"]);
      expect(await linesOf(pieces, 4)).to.deep.equal(["1234", null, "1"]);
    }
    expect(await linesOf(["1\n12345"], 4)).to.deep.equal(["1", null]);
  });

  it("does not keep what has no line feed, nor a piece that is overwritten", async () => {
    const piece = Buffer.from("abcdef");
    function* pieces() {
      yield piece.subarray(0, 3);
      piece.fill("x");
      yield piece.subarray(3);
    }
    expect(await collected(boundedLines(pieces(), 6))).to.deep.equal(["abcxxx"]);
    const block = Buffer.alloc(1 << 20, "x");
    const before = process.memoryUsage().arrayBuffers;
    function* endless() {
      for (let i = 0; i < 600; i += 1) yield block;
      expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(64 << 20);
      yield Buffer.from("\nlast");
    }
    expect(await collected(boundedLines(endless(), 1 << 16))).to.deep.equal([null, "last"]);
  });
});
