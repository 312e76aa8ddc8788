import { expect } from "chai";

import { CommandError } from "../cli/CommandError.js";
import { ExitCode } from "../cli/ExitCode.js";
import { AuditFailedError } from "../sdk/deployment/AuditFailedError.js";
import { AuditIncompleteError } from "../sdk/deployment/AuditIncompleteError.js";
import { FeeCeilingError } from "../sdk/deployment/FeeCeilingError.js";
import { InsufficientFundsError } from "../sdk/deployment/InsufficientFundsError.js";
import { StuckTransactionError } from "../sdk/deployment/StuckTransactionError.js";
import { WrongChainError } from "../sdk/deployment/WrongChainError.js";
import { failureOf } from "./failureOf.js";
import { UsageError } from "./UsageError.js";

const ACCOUNT = "0x00000000000000000000000000000000000000A1";

describe("failureOf", () => {
  for (const [error, exitCode] of [
    [new UsageError("nothing is named"), ExitCode.usage],
    [new AuditFailedError([]), ExitCode.refused],
    [new AuditIncompleteError([]), ExitCode.network],
    [new WrongChainError("sepolia", 11_155_111, 1n), ExitCode.network],
    [Object.assign(new Error("no connection"), { name: "HardhatError", number: 703 }), ExitCode.network],
    [new InsufficientFundsError(ACCOUNT, 0n, 1n), ExitCode.funds],
    [new FeeCeilingError(201n, 200n), ExitCode.refused],
    [new StuckTransactionError(ACCOUNT, 7, 60), ExitCode.pending],
    [new CommandError(ExitCode.notFound, "it is gone", "look again"), ExitCode.notFound],
    [Object.assign(new Error("of another kind"), { name: "HardhatError", number: 705 }), ExitCode.failed],
    [new Error("anything else"), ExitCode.failed],
  ] as const) {
    it(`ends with ${exitCode.toString()} for ${error.name}: ${error.message.split("\n")[0] ?? ""}`, () => {
      expect(failureOf(error)).to.include({ exitCode, message: error.message });
    });
  }
});
