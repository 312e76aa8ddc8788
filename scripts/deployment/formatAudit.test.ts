import { expect } from "chai";

import { readParameters } from "../../ignition/readParameters.js";
import { formatAudit } from "./formatAudit.js";

describe("formatAudit", () => {
  it("shows which checks failed or are open, and who is in charge as far as that was checked", async () => {
    const parameters = await readParameters("ignition/parameters/local.json5", 1_000);
    const address = "0x00000000000000000000000000000000000000A1";
    const entry = { name: "EpochClock", contract: "EpochClock", address, block: 1, transaction: "0x" } as const;
    const book = { chainId: 1, deployer: address, firstNonce: 0, contracts: [{ ...entry, constructorArguments: [] }] };
    const checks = [
      { name: "wiring", problems: ["EpochClock.GENESIS is 1, expected 2"], isUnchecked: false },
      { name: "no proxy", problems: [], isUnchecked: false },
      { name: "the deployer holds no VMT", problems: ["this node has no state"], isUnchecked: true },
      {
        name: "no other contract answers to an owner",
        problems: [`EpochClock: owner() answers ${address}`],
        isUnchecked: false,
      },
    ];
    const lines = formatAudit(book, parameters, checks);
    expect(lines.slice(0, 4)).to.deep.equal([
      "FAILED wiring",
      "ok     no proxy",
      "?      the deployer holds no VMT",
      "FAILED no other contract answers to an owner",
    ]);
    expect(lines.at(-1)).to.match(
      new RegExp(`^EpochClock {2}${address} {2}owner\\(\\) answers ${address} +[?] +none +[?]$`),
    );
  });
});
