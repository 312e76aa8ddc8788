import { expect } from "chai";

import { CommandError } from "../../CommandError.js";
import { requireDevelopmentChain } from "./requireDevelopmentChain.js";

describe("requireDevelopmentChain", () => {
  it("takes a development node's chain, and names any other", () => {
    requireDevelopmentChain(31_337n);
    for (const chainId of [1n, 11_155_111n, 31_336n, 31_338n]) {
      expect(() => {
        requireDevelopmentChain(chainId);
      }).to.throw(CommandError, `this is chain ${chainId}`);
    }
  });
});
