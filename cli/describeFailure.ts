import { isError } from "ethers";

import { LateDeliveryError } from "../sdk/clients/LateDeliveryError.js";
import { ProviderKeyError } from "../sdk/clients/ProviderKeyError.js";
import { ReplacedTransactionError } from "../sdk/clients/ReplacedTransactionError.js";
import { InvalidArgumentError } from "../sdk/errors/InvalidArgumentError.js";
import { ProtocolError } from "../sdk/errors/ProtocolError.js";
import { KeyEnvelopeError } from "../sdk/keys/KeyEnvelopeError.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

/** What a failed command says, and the code with which it ends. */
export function describeFailure(error: unknown): { exitCode: ExitCode; message: string; advice: string } {
  if (error instanceof CommandError) return error;
  if (error instanceof ProtocolError) {
    const funds = ["ERC20InsufficientBalance", "ERC20InsufficientAllowance", "SafeCastOverflowedUintDowncast"].includes(
      error.errorName,
    );
    return {
      exitCode: funds ? ExitCode.funds : ExitCode.refused,
      message: error.message,
      advice: "Nothing was changed.",
    };
  }
  if (error instanceof InvalidArgumentError) {
    return { exitCode: ExitCode.usage, message: error.message, advice: "Nothing was sent." };
  }
  if (error instanceof LateDeliveryError || error instanceof KeyEnvelopeError || error instanceof ProviderKeyError) {
    return { exitCode: ExitCode.refused, message: error.message, advice: "Nothing was sent." };
  }
  if (error instanceof ContentError) {
    return { exitCode: ExitCode.notFound, message: error.message, advice: "Nothing was sent." };
  }
  if (isError(error, "INSUFFICIENT_FUNDS") || /(enough|insufficient) funds/i.test(messageOf(error))) {
    return {
      exitCode: ExitCode.funds,
      message: "the account has too little ETH for the amount and the gas",
      advice: "Send ETH to the account, or a smaller amount.",
    };
  }
  if (isError(error, "SERVER_ERROR")) {
    return {
      exitCode: ExitCode.network,
      message: `the node is in trouble: ${error.shortMessage}`,
      advice: "Try again later, or name another one with --rpc or VIRUSMAP_RPC_URL.",
    };
  }
  if (error instanceof ReplacedTransactionError) {
    return {
      exitCode: ExitCode.pending,
      message: error.message,
      advice: "Look up what the other transaction did before you repeat the command.",
    };
  }
  if (isError(error, "NONCE_EXPIRED") || isError(error, "REPLACEMENT_UNDERPRICED")) {
    return {
      exitCode: ExitCode.pending,
      message: "another transaction of the account has the same nonce",
      advice: "Wait until it is mined, then repeat the command.",
    };
  }
  return {
    exitCode: ExitCode.failed,
    message: messageOf(error),
    advice: "This was not foreseen: please report it with the command's output.",
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
