import { expect } from "chai";

import { jsonOfOutcome } from "../../cli/output/jsonOfOutcome.js";
import { readParameters } from "../../ignition/readParameters.js";
import type { AuditCheck } from "../../sdk/deployment/AuditCheck.js";
import { outcomeOfAudit } from "./outcomeOfAudit.js";

const PASSED = { name: "no proxy", problems: [], isUnchecked: false };
const DIFFERS = { name: "wiring", problems: ["EpochClock.GENESIS is 1, expected 2"], isUnchecked: false };
const UNCHECKED = { name: "balances", problems: ["this node has no state"], isUnchecked: true };

describe("outcomeOfAudit", () => {
  for (const [checks, passed, complete, problems, unchecked] of [
    [[PASSED], true, true, [], []],
    [[PASSED, DIFFERS], false, true, [DIFFERS], []],
    [[PASSED, UNCHECKED], false, false, [], [UNCHECKED]],
    [[UNCHECKED, DIFFERS], false, false, [DIFFERS], [UNCHECKED]],
  ] satisfies [AuditCheck[], boolean, boolean, AuditCheck[], AuditCheck[]][]) {
    it(`tells differences from what could not be checked: ${checks.map(({ name }) => name).join(", ")}`, async () => {
      const parameters = await readParameters("ignition/parameters/local.json5", 1_000);
      const book = { chainId: 1, deployer: "0x00000000000000000000000000000000000000A1", firstNonce: 0, contracts: [] };
      const rows = (those: readonly AuditCheck[]) =>
        those.flatMap(({ name, problems: found }) => found.map((problem) => ({ check: name, problem })));

      expect(JSON.parse(jsonOfOutcome(outcomeOfAudit(book, parameters, checks)))).to.deep.include({
        passed,
        complete,
        checks: checks.map((check) => ({
          name: check.name,
          passed: check === PASSED,
          checked: check !== UNCHECKED,
        })),
        problems: rows(problems),
        unchecked: rows(unchecked),
      });
    });
  }
});
