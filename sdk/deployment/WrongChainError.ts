/** The node answers for another chain than the network's. */
export class WrongChainError extends Error {
  override readonly name = "WrongChainError";

  constructor(
    readonly network: string,
    readonly expected: number,
    readonly actual: bigint,
  ) {
    super(
      `The node answers for chain ${actual}, and ${network} is chain ${expected}. Nothing was sent. Correct the RPC URL, or ` +
        "choose the network that the node belongs to.",
    );
  }
}
