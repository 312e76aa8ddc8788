import { expect } from "chai";

import { buildReport } from "./buildReport.js";
import { encodeReport } from "./encodeReport.js";
import { InvalidReportError } from "./InvalidReportError.js";
import { readReport } from "./readReport.js";
import { testInputs } from "./testInputs.js";

const { inputs, scan, submission } = testInputs;
const names = ["a", "b", "c"];
const DIGEST = `T1${"0A".repeat(35)}`;
const built = buildReport(
  inputs({ submissions: names.map((name) => submission(name, name)), scans: names.map((name) => scan(name)) }),
);
const text = Buffer.from(built.file).toString();
const lines = text.split("\n");
const line = (number: number) => lines[number - 1] ?? "";

/** The file with one line replaced, by number from 1. */
function withLine(number: number, replacement: string): Uint8Array {
  return Buffer.from(lines.map((old, i) => (i === number - 1 ? replacement : old)).join("\n"));
}

function expectRefused(file: Uint8Array, error: { where: string; actual: string; expected: string }): void {
  expect(() => readReport(file))
    .to.throw(InvalidReportError)
    .that.includes(error);
}

describe("readReport", () => {
  it("reads what was built, and writes the same bytes again", () => {
    const file = readReport(built.file);
    expect(file).to.deep.include({
      epoch: 5n,
      submittersBudget: 10n ** 20n,
      maximumPerPoint: 7n,
      verdicts: built.contents.verdicts,
      rewards: built.contents.rewards,
    });
    expect(Buffer.compare(encodeReport(file), built.file)).to.equal(0);
  });

  it("reads a verdict with a digest", () => {
    const scans = names.map((name) => scan(name, { tlsh: name === "b" ? DIGEST : null }));
    const { file, contents } = buildReport(inputs({ submissions: names.map((name) => submission(name, name)), scans }));
    expect(readReport(file).verdicts).to.deep.equal(contents.verdicts);
    expect(contents.verdicts.map(({ tlsh }) => tlsh)).to.have.members([DIGEST, null, null]);
  });

  it("reads a file in the middle of a larger buffer", () => {
    const larger = new Uint8Array(built.file.length + 20).fill(10);
    larger.set(built.file, 7);
    expect(readReport(larger.subarray(7, 7 + built.file.length)).verdicts.length).to.equal(3);
  });

  it("reads an epoch without verdicts", () => {
    const file = readReport(buildReport(inputs()).file);
    expect(file).to.deep.include({ verdicts: [], rewards: [] });
  });

  it("is JSON, line by line", () => {
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((each) => JSON.parse(each) as unknown),
    ).to.have.length(7);
  });

  it("refuses nothing at all, a missing end and a surplus", () => {
    const whole = { actual: "without a line feed", expected: "a whole line" };
    expectRefused(new Uint8Array(), { where: "line 1", ...whole });
    expectRefused(built.file.subarray(0, -1), { where: "line 7", ...whole });
    expectRefused(Buffer.from(`${text}x\n`), {
      where: "after line 7",
      actual: "2 more bytes",
      expected: "the end of the file",
    });
  });

  it("refuses another header", () => {
    for (const header of ["{}", line(1).replace("report-1", "report-2"), line(1).replace(":5,", ":05,")]) {
      expectRefused(withLine(1, header), { where: "line 1", actual: header, expected: "the header of a report" });
    }
    expectRefused(withLine(1, line(1).replace(":5,", ":4294967296,")), {
      where: "line 1",
      actual: "epoch 4294967296",
      expected: "at most 4294967295",
    });
    const renamed = line(1).replace('"kind"', '"sort"');
    expectRefused(withLine(1, renamed), { where: "line 1", actual: renamed, expected: line(1) });
  });

  it("refuses a second way to write a verdict or a reward", () => {
    for (const other of [
      line(3).replace("[0", "[ 0"),
      line(3).replace("0x", "0X"),
      line(3).replace("[0", "[3"),
      `${line(3)}\r`,
      line(3).replace("null", `"${DIGEST.toLowerCase()}"`),
      line(3).replace("null", `"${DIGEST.slice(2)}"`),
    ]) {
      expectRefused(withLine(3, other), { where: "line 3", actual: other, expected: "a verdict" });
    }
    const other = line(6).replace(',"', ',"0');
    expectRefused(withLine(6, other), { where: "line 6", actual: other, expected: "a reward" });
  });

  it("refuses a content twice and contents out of order", () => {
    const place = (number: number) => `0 ${/0x[0-9a-f]{64}/.exec(line(number))?.[0] ?? ""}`;
    expectRefused(withLine(3, line(2)), {
      where: "line 3",
      actual: `content ${place(2)}`,
      expected: `one after ${place(2)}`,
    });
    expectRefused(withLine(2, line(4)), {
      where: "line 3",
      actual: `content ${place(3)}`,
      expected: `one after ${place(4)}`,
    });
  });

  it("refuses an account twice", () => {
    const account = /0x[0-9a-f]{40}/.exec(line(5))?.[0] ?? "";
    expectRefused(withLine(6, line(5)), {
      where: "line 6",
      actual: `account ${account}`,
      expected: `one after ${account}`,
    });
  });

  it("refuses numbers wider than their field, and accepts the widest", () => {
    const widths = [
      ["score", ",1000000,", 2n ** 32n - 1n],
      ["detections", ",4,4,", 65_535n],
      ["engines", ",4,4,", 65_535n],
      ["policy", ",4,4,0,", 255n],
    ] as const;
    const put = (name: string, pattern: string, value: bigint) => {
      const parts = {
        score: `,${value},`,
        detections: `,${value},4,`,
        engines: `,4,${value},`,
        policy: `,4,4,${value},`,
      };
      return withLine(2, line(2).replace(pattern, parts[name as keyof typeof parts]));
    };
    for (const [name, pattern, maximum] of widths) {
      expect(readReport(put(name, pattern, maximum)).verdicts[0]).to.deep.include({ [name]: maximum });
      expectRefused(put(name, pattern, maximum + 1n), {
        where: "line 2",
        actual: `${name} ${maximum + 1n}`,
        expected: `at most ${maximum}`,
      });
    }
    const maximum = 2n ** 96n - 1n;
    const amount = (number: number, value: bigint) => withLine(number, line(number).replace('"7000000"', `"${value}"`));
    expect(readReport(amount(2, maximum)).verdicts[0]?.reward).to.equal(maximum);
    expect(readReport(amount(5, maximum)).rewards[0]?.amount).to.equal(maximum);
    expectRefused(amount(2, maximum + 1n), {
      where: "line 2",
      actual: `reward ${maximum + 1n}`,
      expected: `at most ${maximum}`,
    });
    expectRefused(amount(5, maximum + 1n), {
      where: "line 5",
      actual: `amount ${maximum + 1n}`,
      expected: `at most ${maximum}`,
    });
  });
});
