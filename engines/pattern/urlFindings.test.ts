import { expect } from "chai";

import { canonicalUrl } from "../formats/canonicalUrl.js";
import { DEFAULT_PATTERN_SIGNATURES } from "./DEFAULT_PATTERN_SIGNATURES.js";
import { urlFindings } from "./urlFindings.js";

const CASES: Record<string, (string | null)[]> = {
  "https://virusmap-phishing.example/": ["Phishing.ListedHost"],
  "https://a.b.VIRUSMAP-phishing.example./x": ["Phishing.ListedHost"],
  "https://not-virusmap-phishing.example/": [],
  "https://virusmap-phishing.example.net/": [],
  "https://www.example.com/": [null],
  "https://virusmаp.test/": ["Phishing.LookAlikeHost"], // with a Cyrillic a
  "https://login.vírusmap.test/": ["Phishing.LookAlikeHost"],
  "https://bücher.test/": [],
  "http://198.51.100.7/a/setup.EXE?x=1": ["Download.ExecutableFromIp"],
  "http://[2001:db8::1]/run.sh": ["Download.ExecutableFromIp"],
  "http://3325256711/run.sh": ["Download.ExecutableFromIp"], // an address as one number
  "http://198.51.100.7/index.html": [],
  "http://downloads.test/setup.exe": [],
  "https://bank.test@198.51.100.7/": ["Phishing.HostInUserName"],
  "https://bank%2Etest@evil.test/": ["Phishing.HostInUserName"],
  "https://someone@evil.test/": [],
};

describe("urlFindings", () => {
  for (const [url, labels] of Object.entries(CASES)) {
    it(`${url} → ${labels.map(String).join(", ") || "nothing"}`, () => {
      const findings = urlFindings(DEFAULT_PATTERN_SIGNATURES, canonicalUrl(url));
      expect(findings.map(({ label }) => label)).to.deep.equal(labels);
    });
  }
});
