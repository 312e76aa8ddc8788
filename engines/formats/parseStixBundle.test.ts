import { readFileSync } from "node:fs";

import { expect } from "chai";

import { InvalidStixBundleError } from "./InvalidStixBundleError.js";
import { parseStixBundle } from "./parseStixBundle.js";

const UUID = "6f1a3c52-4c0e-4d53-9a6f-0a6f3b1d2c01";
const MALWARE = { type: "malware", spec_version: "2.1", id: `malware--${UUID}` };
const INDICATOR = {
  type: "indicator",
  spec_version: "2.1",
  id: `indicator--${UUID}`,
  pattern: "[file:size = 1]",
  pattern_type: "stix",
};

describe("parseStixBundle", () => {
  it("takes the sample", () => {
    const text = readFileSync(new URL("../../samples/campaign.stix.json", import.meta.url), "utf8");
    expect(parseStixBundle(text).objects.map(({ type }) => type)).to.include.members(["indicator", "malware"]);
  });

  it("takes observable objects without a version and a bundle that names version 2.1", () => {
    const observable = { type: "url", id: `url--${UUID}`, value: "https://example.com/" };
    expect(parse({ objects: [observable], spec_version: "2.1" }).objects).to.have.length(1);
  });

  const refused: Record<string, [action: () => unknown, where: string]> = {
    "no JSON": [() => parseStixBundle("{"), "bundle"],
    "a list": [() => parseStixBundle("[]"), "bundle"],
    "another type": [() => parse({ type: "report" }), "type"],
    "no type": [() => parse({ type: undefined }), "type"],
    "a wrong id": [() => parse({ id: `report--${UUID}` }), "id"],
    "an id without UUID": [() => parse({ id: "bundle--1" }), "id"],
    "version 2.0": [() => parse({ spec_version: "2.0" }), "spec_version"],
    "no objects": [() => parse({ objects: [] }), "objects"],
    "objects that are no list": [() => parse({ objects: {} }), "objects"],
    "an object that is none": [() => parse({ objects: [MALWARE, null] }), "objects[1]"],
    "an object without a type": [() => parse({ objects: [{ ...MALWARE, type: 1 }] }), "objects[0].type"],
    "an object with another's id": [() => parse({ objects: [{ ...MALWARE, id: INDICATOR.id }] }), "objects[0].id"],
    "an object of version 2.0": [
      () => parse({ objects: [{ ...MALWARE, spec_version: "2.0" }] }),
      "objects[0].spec_version",
    ],
    "an object without a version": [
      () => parse({ objects: [{ ...MALWARE, spec_version: undefined }] }),
      "objects[0].spec_version",
    ],
    "a type nested deeper than the stack": [
      () => parseStixBundle(`{"type":${"[".repeat(200_000)}${"]".repeat(200_000)}}`),
      "type: it is a list and",
    ],
    "an indicator without a pattern": [
      () => parse({ objects: [{ ...INDICATOR, pattern: undefined }] }),
      "objects[0].pattern",
    ],
    "an indicator without a pattern type": [
      () => parse({ objects: [{ ...INDICATOR, pattern_type: 1 }] }),
      "objects[0].pattern_type",
    ],
  };
  for (const [what, [action, where]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(action).to.throw(InvalidStixBundleError, `Not a STIX 2.1 bundle: ${where}`);
    });
  }
});

function parse(changes: object): ReturnType<typeof parseStixBundle> {
  return parseStixBundle(JSON.stringify({ type: "bundle", id: `bundle--${UUID}`, objects: [INDICATOR], ...changes }));
}
