import type { FloorCounts } from "./FloorCounts.js";

/**
 * What the EVM's schedule alone charges for what a transaction carries, touches and leaves behind, in gas. No
 * computation, hashing, memory or warm access is in it, so that nothing that does the same can cost less.
 */
export interface Floor {
  readonly intrinsic: number;
  readonly calldata: number;
  /** Cold accounts. */
  readonly accounts: number;
  /** Slots that were read and keep their value. */
  readonly slotsRead: number;
  /** Slots that went from zero to another value. */
  readonly slotsSet: number;
  /** Slots that went from one value to another, or to zero. */
  readonly slotsChanged: number;
  readonly logs: number;
  readonly precompiles: number;
  /** Ether sent by contracts. */
  readonly transfers: number;
  /** Negative, or 0: for slots that went back to zero. */
  readonly refund: number;
  /** What EIP-7623 adds where the calldata outweighs the execution. */
  readonly calldataSurcharge: number;
  /** Sum of all the others. */
  readonly total: number;
  readonly counts: FloorCounts;
}
