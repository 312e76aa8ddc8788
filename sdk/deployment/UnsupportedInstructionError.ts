/** The chain runs rules older than those that the contracts were compiled for. */
export class UnsupportedInstructionError extends Error {
  override readonly name = "UnsupportedInstructionError";

  constructor(
    readonly network: string,
    readonly instruction: string,
    reason: string,
  ) {
    super(
      `${network} does not run the instruction ${instruction}, which the contracts use: ${reason}. Nothing was sent. Wait ` +
        "for the network's upgrade, or deploy elsewhere.",
    );
  }
}
