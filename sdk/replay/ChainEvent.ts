/** One decoded log of a known contract, in the order of the chain. */
export interface ChainEvent {
  /** Address of the contract, checksummed. */
  readonly address: string;
  /** Name of the event. */
  readonly name: string;
  /** Arguments by name: bigint, string, boolean, or nested values as ethers decodes them. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly blockNumber: number;
  /** Unix seconds of the block. */
  readonly timestamp: bigint;
}
