import { describeFailure } from "../cli/describeFailure.js";
import { ExitCode } from "../cli/ExitCode.js";
import { MissingParametersError } from "../ignition/MissingParametersError.js";
import { AuditFailedError } from "../sdk/deployment/AuditFailedError.js";
import { AuditIncompleteError } from "../sdk/deployment/AuditIncompleteError.js";
import { DeployerNonceError } from "../sdk/deployment/DeployerNonceError.js";
import { FeeCeilingError } from "../sdk/deployment/FeeCeilingError.js";
import { InsufficientFundsError } from "../sdk/deployment/InsufficientFundsError.js";
import { InvalidParametersError } from "../sdk/deployment/InvalidParametersError.js";
import { NonceTakenError } from "../sdk/deployment/NonceTakenError.js";
import { PlanMismatchError } from "../sdk/deployment/PlanMismatchError.js";
import { SaleStartPassedError } from "../sdk/deployment/SaleStartPassedError.js";
import { StuckTransactionError } from "../sdk/deployment/StuckTransactionError.js";
import { UnsetAccountsError } from "../sdk/deployment/UnsetAccountsError.js";
import { UnsupportedInstructionError } from "../sdk/deployment/UnsupportedInstructionError.js";
import { WrongChainError } from "../sdk/deployment/WrongChainError.js";
import { MissingSettingError } from "./deployment/MissingSettingError.js";
import { UsageError } from "./UsageError.js";

type Failure = ReturnType<typeof describeFailure>;

/** What can go wrong with a deployment, and what the command line ends with where the like goes wrong there. */
const EXIT_CODES = [
  [MissingSettingError, ExitCode.usage],
  [MissingParametersError, ExitCode.usage],
  [UnsetAccountsError, ExitCode.usage],
  [InvalidParametersError, ExitCode.usage],
  [AuditFailedError, ExitCode.refused],
  [PlanMismatchError, ExitCode.refused],
  [DeployerNonceError, ExitCode.refused],
  [NonceTakenError, ExitCode.refused],
  [FeeCeilingError, ExitCode.refused],
  [SaleStartPassedError, ExitCode.refused],
  [UnsupportedInstructionError, ExitCode.refused],
  [AuditIncompleteError, ExitCode.network],
  [WrongChainError, ExitCode.network],
  [InsufficientFundsError, ExitCode.funds],
  [StuckTransactionError, ExitCode.pending],
] as const;

/** Hardhat's numbers for a node that cannot be reached, or does not answer in time. */
const NO_NODE: readonly unknown[] = [703, 704];

/** What a failed program says, and the code with which it ends: those of the command line. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) {
    return { exitCode: ExitCode.usage, message: error.message, advice: "Nothing was started." };
  }
  for (const [kind, exitCode] of EXIT_CODES) {
    if (error instanceof kind) return { exitCode, message: error.message, advice: "" };
  }
  if (error instanceof Error && error.name === "HardhatError" && "number" in error && NO_NODE.includes(error.number)) {
    return { exitCode: ExitCode.network, message: error.message, advice: "" };
  }
  const failure = describeFailure(error);
  // What Hardhat and Ignition say tells what to do, and is nothing to report to us.
  return failure.exitCode === ExitCode.failed ? { ...failure, advice: "" } : failure;
}
