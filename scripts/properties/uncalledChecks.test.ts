import { expect } from "chai";

import { uncalledChecks } from "./uncalledChecks.js";

const defined = "contract Checks { function _checkA() private {} function _checkB(uint256 a) private {} }";

describe("uncalledChecks", () => {
  it("names what no source calls", () => {
    expect(uncalledChecks([defined, "contract Run { function run() { _checkB(1); } }"])).to.deep.equal(["_checkA"]);
    expect(uncalledChecks([defined, "function run() { _checkA(); _checkB(1); }"])).to.deep.equal([]);
  });

  it("takes no comment and no longer name for a call", () => {
    expect(uncalledChecks([defined, "// _checkA()\n/* _checkA() */ _checkAll(); _checkB(1);"])).to.deep.equal([
      "_checkA",
    ]);
  });
});
