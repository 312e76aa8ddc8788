import { expect } from "chai";

import { escapeControls } from "./escapeControls.js";

describe("escapeControls", () => {
  it("shows what a terminal would obey", () => {
    expect(escapeControls("\u001b[2K\u001b]0;title\u0007")).to.equal("\\u{1b}[2K\\u{1b}]0;title\\u{7}");
    expect(escapeControls("a\nb\rc\td\u0000\b")).to.equal("a\\u{a}b\\u{d}c\\u{9}d\\u{0}\\u{8}");
    expect(escapeControls("\u007f\u0080\u009b\u009f")).to.equal("\\u{7f}\\u{80}\\u{9b}\\u{9f}");
    expect(escapeControls("\u2028\u2029\u202e\u2066\u200f\u061c")).to.equal(
      "\\u{2028}\\u{2029}\\u{202e}\\u{2066}\\u{200f}\\u{61c}",
    );
  });

  it("changes no other text, nor one that it has escaped", () => {
    for (const text of ["", "plain – 1,234.5 VMT ~\u00a0", "Grüße, 你好 🦠 \\u{1b}"])
      expect(escapeControls(text)).to.equal(text);
    expect(escapeControls(escapeControls("\u001b"))).to.equal("\\u{1b}");
  });
});
