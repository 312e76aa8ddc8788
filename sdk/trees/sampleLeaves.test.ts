import { expect } from "chai";
import { hexlify } from "ethers";
import fc from "fast-check";

import { Kind } from "../types/Kind.js";
import { sampleLeaf } from "./sampleLeaf.js";
import { sampleLeaves } from "./sampleLeaves.js";

const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => hexlify(bytes));
const sample = fc.record({
  submitter: hex(20),
  kind: fc.constantFrom(...Object.values(Kind)),
  contentHash: hex(32),
  possession: hex(32),
  policy: fc.bigInt({ min: 0n, max: 255n }),
});

describe("sampleLeaves", () => {
  it("equals sampleLeaf for each, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 4 }), (samples) => {
        expect(Buffer.from(sampleLeaves(samples)).toString("hex")).to.equal(
          samples.map((value) => sampleLeaf(value).slice(2)).join(""),
        );
      }),
    );
  });
});
