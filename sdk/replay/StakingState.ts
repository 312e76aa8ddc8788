import type { SupernodeState } from "./SupernodeState.js";

/** Everything that the staking contract keeps. */
export interface StakingState {
  readonly supernodes: Map<string, SupernodeState>;
  readonly keys: Map<string, { supernode: string; from: bigint; until: bigint }>;
  /** Shares by `supernode:voter`. */
  readonly shares: Map<string, bigint>;
  /** Ticket shares by `supernode:voter:epoch`. */
  readonly ticketShares: Map<string, bigint>;
}
