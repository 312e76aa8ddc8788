import { expect } from "chai";

import { Kind } from "../sdk/types/Kind.js";
import { sampleKind } from "./sampleKind.js";

describe("sampleKind", () => {
  it("goes by the end of the name", () => {
    expect(sampleKind("a/phishing.url.txt")).to.equal(Kind.URL);
    expect(sampleKind("LINK.URL")).to.equal(Kind.URL);
    expect(sampleKind("campaign.stix.json")).to.equal(Kind.INTEL);
    expect(sampleKind("campaign.json")).to.equal(Kind.FILE);
    expect(sampleKind("url.txt")).to.equal(Kind.FILE);
    expect(sampleKind("")).to.equal(Kind.FILE);
  });
});
