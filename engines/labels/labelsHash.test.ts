import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";

import { Category } from "../../sdk/types/Category.js";
import { labelsHash } from "./labelsHash.js";
import { mergeLabels } from "./mergeLabels.js";

describe("labelsHash", () => {
  const detection = { engine: "A", version: "1", signatureVersion: "2", label: "X", category: Category.MALICIOUS };
  const silence = { engine: "B", version: "1", signatureVersion: "2", label: null, category: Category.UNDETERMINED };

  it("is the hash of the rows as ABI-encoded texts, no label as the empty text", () => {
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ["tuple(string,string,string,string)[]"],
      [
        [
          ["A", "1", "2", "X"],
          ["B", "1", "2", ""],
        ],
      ],
    );
    expect(labelsHash(mergeLabels([[silence], [detection]]))).to.equal(keccak256(encoded));
  });

  it("never changes", () => {
    expect(labelsHash(mergeLabels([]))).to.equal("0x569e75fc77c1a856f6daaf9e69d8a9566ca34aa47f9133711ce065a571af0cfd");
    expect(labelsHash(mergeLabels([[detection, silence]]))).to.equal(
      "0x82f73a9221d24473f207badd4354f9c38587dac89aeb913632f399d33f9c119f",
    );
  });

  it("tells every column apart", () => {
    const hashes = [
      detection,
      { ...detection, engine: "C" },
      { ...detection, version: "3" },
      { ...detection, signatureVersion: "3" },
      { ...detection, label: "Y" },
    ].map((row) => labelsHash(mergeLabels([[row]])));
    expect(new Set(hashes).size).to.equal(5);
  });
});
