import { readFileSync } from "node:fs";

import { expect } from "chai";

import { Category } from "../../sdk/types/Category.js";
import { InvalidYaraRuleError } from "./InvalidYaraRuleError.js";
import { parseYaraRules } from "./parseYaraRules.js";

const rule = ({
  strings = '$a = "some marker"',
  condition = "any of them",
  label = "Demo",
  category = "SUSPICIOUS",
} = {}): string =>
  `rule demo { meta: label = "${label}" category = "${category}" strings: ${strings} condition: ${condition} }`;

describe("parseYaraRules", () => {
  it("splits rules, with comments between and inside them", () => {
    const rules = parseYaraRules(`// first\n${rule()} /* } */\nrule second {\n  meta: // why
      label = "B" category = "MALICIOUS"\n  strings: $x = { 00 01 02 03 04 05 06 07 [0-8] 08 }\n  condition: any of them }\n`);
    expect(rules.map(({ name, label, category }) => [name, label, category])).to.deep.equal([
      ["demo", "Demo", Category.SUSPICIOUS],
      ["second", "B", Category.MALICIOUS],
    ]);
    expect(rules[0]?.source).to.equal(rule());
    expect(rules[1]?.source.startsWith("rule second {")).to.equal(true);
  });

  for (const file of ["yara.yar", "yara-x.yar"]) {
    it(`takes ${file}`, () => {
      const text = readFileSync(new URL(`../rules/${file}`, import.meta.url), "utf8");
      expect(parseYaraRules(text).length).to.be.at.least(4);
      expect(parseYaraRules(text.replaceAll("\n", "\r\n"))).to.deep.equal(parseYaraRules(text));
    });
  }

  const refused: Record<string, [string, string]> = {
    "an offset": [rule({ condition: "$a at 0" }), "expected any, found $a"],
    "a condition on more": [rule({ condition: "any of them and filesize < 100" }), "expected }, found and"],
    "all of them": [rule({ condition: "all of them" }), "expected any, found all"],
    "a whole-word border": [rule({ strings: '$a = "some marker" fullword' }), "fullword is not allowed"],
    "a regular expression": [rule({ strings: "$a = /some.*marker/" }), "found /"],
    "an unbounded jump": [rule({ strings: "$a = { 00 01 02 03 04 05 06 07 [4-] 08 }" }), "[4-]"],
    "an alternative": [rule({ strings: "$a = { 00 01 02 03 04 05 06 ( 07 | 08 ) 09 10 }" }), "neither a byte"],
    "a long jump": [rule({ strings: "$a = { 00 01 02 03 04 05 06 07 [0-4089] }" }), "can match 4097 bytes"],
    "a long wide text": [rule({ strings: `$a = "${"x".repeat(2_049)}" wide` }), "can match 4098 bytes"],
    "a short pattern": [rule({ strings: '$a = "\\x00marker"' }), "has 7 fixed bytes"],
    "few fixed bytes": [rule({ strings: "$a = { 00 01 02 03 04 05 06 ?? ?? }" }), "has 7 fixed bytes"],
    "a module": [`import "pe"\n${rule()}`, "expected rule, found import"],
    "a private rule": [`private ${rule()}`, "expected rule, found private"],
    "a label with a blank": [rule({ label: "a b" }), "meta needs a label"],
    "a category it cannot prove": [rule({ category: "HARMLESS" }), "meta needs the category"],
    "a name twice": [`${rule()} ${rule()}`, "taken"],
    "an end too early": [rule().slice(0, -1), "the file ends"],
  };
  for (const [what, [text, reason]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(() => parseYaraRules(text)).to.throw(InvalidYaraRuleError, reason);
    });
  }
});
