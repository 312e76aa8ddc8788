import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

// What each contract is called in test/helpers/EveryCall.sol.
const INSTANCES = {
  VirusMapToken: "token",
  TokenSale: "sale",
  TokenVesting: "developers",
  SampleRegistry: "registry",
  SupernodeStaking: "staking",
  SupernodeCouncil: "council",
  VerdictLedger: "ledger",
  RewardPool: "pool",
  EquivocationFaults: "faults",
  DataMarket: "market",
  Subscriptions: "subscriptions",
  EpochClock: "clock",
} as const;

// Of the sale, what belongs to states that end before the others' positions begin: attacked in test/TokenSale.t.sol.
const ELSEWHERE = ["sale.allow", "sale.finalize", "sale.refund"];

interface Fragment {
  readonly type: string;
  readonly name?: string;
  readonly stateMutability?: string;
}

describe("X2, T2: every function that changes anything is called by strangers", () => {
  const source = readFileSync(join(hre.config.paths.root, "test", "helpers", "EveryCall.sol"), "utf8");

  for (const [name, instance] of Object.entries(INSTANCES)) {
    it(name, async () => {
      const { abi } = await hre.artifacts.readArtifact(name);
      const functions = (abi as readonly Fragment[])
        .filter(({ type, stateMutability }) => type === "function" && !/view|pure/.test(stateMutability ?? ""))
        .map((fragment) => `${instance}.${fragment.name ?? ""}`);

      const missing = functions.filter((call) => !ELSEWHERE.includes(call) && !isListed(call));

      expect(missing).to.deep.equal([]);
      if (instance !== "clock") expect(functions).not.to.have.length(0);
    });
  }

  /** Vesting wallets are called by signature, the others by `abi.encodeCall`. */
  function isListed(call: string): boolean {
    const name = call.split(".")[1] ?? "";
    return call.startsWith("developers.")
      ? source.includes(`encodeWithSignature("${name}(`)
      : source.includes(`encodeCall(${call}, `);
  }
});
