import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

interface RewardsState {
  available: bigint;
  readonly epochs: Map<bigint, { root: string; unclaimed: bigint }>;
  /** `epoch:account` of every leaf that was paid. */
  readonly claimed: Set<string>;
}

/**
 * The reward pool from its events alone.
 *
 * @param miningAllocation what it began with, in units of VMT
 */
export function replayRewards(events: readonly ChainEvent[], miningAllocation: bigint): RewardsState {
  const state: RewardsState = { available: miningAllocation, epochs: new Map(), claimed: new Set() };
  for (const event of events) {
    switch (event.name) {
      case "EpochOpened": {
        const reserved = field(event, "reserved", "bigint");
        const supernodes = field(event, "supernodeReward", "bigint") * field(event, "signers", "bigint");
        state.available -= reserved + supernodes;
        state.epochs.set(field(event, "epoch", "bigint"), {
          root: field(event, "root", "string"),
          unclaimed: reserved,
        });
        break;
      }
      case "Claimed": {
        const epoch = field(event, "epoch", "bigint");
        const rewards = state.epochs.get(epoch);
        if (rewards === undefined) throw new Error(`a claim of epoch ${epoch}, which no event opened`);
        rewards.unclaimed -= field(event, "amount", "bigint");
        state.claimed.add(`${epoch}:${field(event, "account", "string")}`);
        break;
      }
      case "Deposited":
        state.available += field(event, "amount", "bigint");
        break;
    }
  }
  return state;
}
