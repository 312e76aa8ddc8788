import { expect } from "chai";

import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";
import { tableCategory } from "./tableCategory.js";

const { UNDETERMINED, HARMLESS, SUSPICIOUS, MALICIOUS } = Category;

describe("tableCategory", () => {
  const of = (...counts: [Category, number][]): Category =>
    tableCategory(
      counts.flatMap(([category, count]) =>
        Array.from({ length: count }, (_, index): Label => ({
          engine: `${index}`,
          version: "1",
          signatureVersion: "1",
          label: null,
          category,
        })),
      ),
    );

  it("is UNDETERMINED for no engine and for engines that found nothing", () => {
    expect(of()).to.equal(UNDETERMINED);
    expect(of([UNDETERMINED, 50])).to.equal(UNDETERMINED);
  });

  it("is HARMLESS when an engine knows the content and none objects", () => {
    expect(of([HARMLESS, 1], [UNDETERMINED, 9])).to.equal(HARMLESS);
    expect(of([HARMLESS, 9], [SUSPICIOUS, 1])).to.equal(SUSPICIOUS);
  });

  it("is SUSPICIOUS for one engine's MALICIOUS, and MALICIOUS for two", () => {
    expect(of([MALICIOUS, 1])).to.equal(SUSPICIOUS);
    expect(of([MALICIOUS, 2])).to.equal(MALICIOUS);
  });

  it("is MALICIOUS at 20 % and SUSPICIOUS just below", () => {
    expect(of([MALICIOUS, 2], [UNDETERMINED, 8])).to.equal(MALICIOUS);
    expect(of([MALICIOUS, 2], [UNDETERMINED, 9])).to.equal(SUSPICIOUS);
    expect(of([MALICIOUS, 3], [UNDETERMINED, 12])).to.equal(MALICIOUS);
    expect(of([MALICIOUS, 3], [UNDETERMINED, 13])).to.equal(SUSPICIOUS);
  });

  it("does not count SUSPICIOUS as MALICIOUS", () => {
    expect(of([MALICIOUS, 1], [SUSPICIOUS, 9])).to.equal(SUSPICIOUS);
  });
});
