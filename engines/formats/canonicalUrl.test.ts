import { expect } from "chai";
import fc from "fast-check";

import { canonicalUrl } from "./canonicalUrl.js";
import { InvalidUrlError } from "./InvalidUrlError.js";

const CASES: Record<string, string> = {
  "HTTP://EXAMPLE.com": "http://example.com/",
  "http://example.com:80/": "http://example.com/",
  "https://example.com:443/a": "https://example.com/a",
  "https://example.com:80/a": "https://example.com:80/a",
  "http://example.com/Path?Q=1#fragment": "http://example.com/Path?Q=1",
  "http://example.com/#": "http://example.com/",
  "http://example.com/?": "http://example.com/?",
  "http://example.com/a/../b/./c": "http://example.com/b/c",
  "  https://example.com/ \n": "https://example.com/",
  "https://bücher.example/ü": "https://xn--bcher-kva.example/%C3%BC",
  "http://0x7f.1/": "http://127.0.0.1/",
  "http://[2001:DB8:0::1]/": "http://[2001:db8::1]/",
  "http://User:Pass@example.com/": "http://User:Pass@example.com/",
  "http://example.com./": "http://example.com./",
  "http:\\\\example.com\\a": "http://example.com/a",
  "ftp://example.com:21/x": "ftp://example.com/x",
};

describe("canonicalUrl", () => {
  for (const [text, canonical] of Object.entries(CASES)) {
    it(`${JSON.stringify(text)} → ${canonical}`, () => {
      expect(canonicalUrl(text)).to.equal(canonical);
    });
  }

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const canonical = canonicalUrl(url);
        expect(canonicalUrl(canonical)).to.equal(canonical);
        expect(canonical).to.not.contain("#");
      }),
    );
  });

  const refused: Record<string, [text: string, reason: string]> = {
    "an empty text": [" \n", "it is empty"],
    "a relative URL": ["/path", "the WHATWG URL parser refuses it"],
    "a bad port": ["http://example.com:65536/", "the WHATWG URL parser refuses it"],
    "a host that is none": ["http://exa mple.com/", "the WHATWG URL parser refuses it"],
    "a scheme without hosts": ["mailto:someone@example.com", "its scheme is mailto:"],
    "script in a URL": ["javascript:alert(1)", "its scheme is javascript:"],
    "two URLs": ["http://a.example/\nhttp://b.example/", "one URL at a time"],
    "an endless URL": [`http://example.com/${"a".repeat(8_192)}`, "longer than 8192 characters"],
    "a URL that escaping makes endless": [`http://example.com/${"ü".repeat(2_000)}`, "its canonical form is longer"],
  };
  for (const [what, [text, reason]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(() => canonicalUrl(text)).to.throw(InvalidUrlError, reason);
    });
  }

  it("takes a URL of exactly the longest length", () => {
    const longest = `http://example.com/${"a".repeat(8_192 - 19)}`;
    expect(canonicalUrl(longest)).to.equal(longest);
    expect(() => canonicalUrl(`${longest}a`)).to.throw(InvalidUrlError);
  });
});
