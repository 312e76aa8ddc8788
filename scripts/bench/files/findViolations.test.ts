import { expect } from "chai";

import { findViolations } from "./findViolations.js";
import type { FilesFile } from "./FilesFile.js";

type Size = FilesFile["sizes"][number];

const size = (mebibytes: number, peak: number, speeds: Partial<Size["mebibytesPerSecond"]> = {}): Size => ({
  mebibytes,
  mebibytesPerSecond: { processorAlone: 1_000, reference: 100, hash: 70, encrypt: 70, decrypt: 70, ...speeds },
  memoryMebibytes: { started: 50, peak },
});

describe("findViolations of files", () => {
  it("accepts figures exactly at each limit, and any speed of small files", () => {
    expect(findViolations({ sizes: [size(1, 100, { encrypt: 1 }), size(64, 196)] })).to.deep.equal([]);
  });

  it("wants two sizes", () => {
    expect(findViolations({ sizes: [size(64, 100)] })).to.deep.equal(["1 sizes were measured, at least 2 are needed"]);
  });

  for (const operation of ["hash", "encrypt", "decrypt"] as const) {
    it(`refuses to ${operation} below seven tenths of the plain way`, () => {
      expect(findViolations({ sizes: [size(1, 100), size(64, 100, { [operation]: 69.9 })] })).to.deep.equal([
        `${operation} of 64 MiB runs at 69.9 MiB/s, expected at least 70.0`,
      ]);
    });
  }

  it("refuses memory that grows with the file", () => {
    expect(findViolations({ sizes: [size(1, 100), size(2_048, 196.1)] })).to.deep.equal([
      "a file of 2048 MiB takes 196.1 MiB of memory, expected at most 196.0",
    ]);
  });
});
