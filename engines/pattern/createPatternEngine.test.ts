import { expect } from "chai";

import { Category } from "../../sdk/types/Category.js";
import { InvalidStixBundleError } from "../formats/InvalidStixBundleError.js";
import { InvalidUrlError } from "../formats/InvalidUrlError.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { Label } from "../Label.js";
import { createPatternEngine } from "./createPatternEngine.js";
import { DEFAULT_PATTERN_SIGNATURES } from "./DEFAULT_PATTERN_SIGNATURES.js";

const engine = createPatternEngine();

describe("createPatternEngine", () => {
  it("finds a sequence that straddles chunks of reading, at any byte", async () => {
    const marker = Buffer.from("VIRUSMAP-DEMO-MACRO-04");
    for (let inside = 0; inside <= marker.length; inside++) {
      const bytes = Buffer.alloc((1 << 20) + 100);
      marker.copy(bytes, (1 << 20) - inside);
      expect((await scan(Kind.FILE, bytes)).label, `${inside} before`).to.equal("Demo.Macro");
    }
  });

  it("does not look for byte sequences in URLs and intelligence", async () => {
    expect((await scan(Kind.URL, "https://a.test/VIRUSMAP-DEMO-MACRO-04")).label).to.equal(null);
  });

  it("rejects content that is not what its kind says", async () => {
    expect(await failure(Kind.URL, "no url")).to.be.instanceOf(InvalidUrlError);
    expect(await failure(Kind.URL, Buffer.of(0xff))).to.be.instanceOf(InvalidUrlError);
    expect(await failure(Kind.URL, "x".repeat(70_000))).to.be.instanceOf(InvalidUrlError);
    expect(await failure(Kind.INTEL, "{}")).to.be.instanceOf(InvalidStixBundleError);
    expect(await failure(Kind.INTEL, Buffer.alloc((1 << 24) + 1, " "))).to.be.instanceOf(InvalidStixBundleError);
  });

  describe("on intelligence", () => {
    const indicator = (pattern: string, more = {}): Promise<Label> =>
      scan(Kind.INTEL, bundle({ type: "indicator", pattern, pattern_type: "stix", ...more }));

    it("knows listed URLs, domains and hashes in patterns", async () => {
      const eicar = DEFAULT_PATTERN_SIGNATURES.hashes[0]?.sha256 ?? "";
      for (const pattern of [
        "[url:value = 'HTTP://virusmap-phishing.example:80/']",
        "[domain-name:value = 'www.virusmap-phishing.example']",
        `[file:hashes.'SHA-256' = '${eicar.toUpperCase()}']`,
      ]) {
        const { label, category } = await indicator(pattern);
        expect([label, category], pattern).to.deep.equal(["Intel.ListedIndicator", Category.MALICIOUS]);
      }
    });

    it("knows nothing of harmless, unlisted and foreign patterns", async () => {
      for (const pattern of ["[domain-name:value = 'example.com']", "[url:value = 'nonsense']", "[file:size = 3]"]) {
        expect((await indicator(pattern)).label, pattern).to.equal(null);
      }
      const foreign = { pattern_type: "snort" };
      expect((await indicator("[domain-name:value = 'virusmap-phishing.example']", foreign)).label).to.equal(null);
    });

    it("calls suspicious what the author calls malicious", async () => {
      const { label } = await indicator("[file:size = 3]", { indicator_types: ["malicious-activity"] });
      expect(label).to.equal("Intel.MaliciousActivity");
      const malware = await scan(Kind.INTEL, bundle({ type: "malware", is_family: false }));
      expect([malware.label, malware.category]).to.deep.equal(["Intel.Malware", Category.SUSPICIOUS]);
    });
  });

  it("changes its signature version with its lists", () => {
    const other = createPatternEngine({ ...DEFAULT_PATTERN_SIGNATURES, imitatedNames: [] });
    expect(other.signatureVersion).to.not.equal(engine.signatureVersion);
    expect(createPatternEngine().signatureVersion).to.equal(engine.signatureVersion);
  });
});

function scan(kind: Kind, content: string | Uint8Array): Promise<Label> {
  return engine.scan({ kind, sha256: "0".repeat(64), bytes: Buffer.from(content) });
}

function failure(kind: Kind, content: string | Uint8Array): Promise<unknown> {
  return scan(kind, content).catch((error: unknown) => error);
}

function bundle(object: { type: string; [property: string]: unknown }): string {
  const uuid = "00000000-0000-4000-8000-000000000000";
  const complete = { spec_version: "2.1", id: `${object.type}--${uuid}`, ...object };
  return JSON.stringify({ type: "bundle", id: `bundle--${uuid}`, objects: [complete] });
}
