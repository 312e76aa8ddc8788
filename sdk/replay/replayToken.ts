import { ZeroAddress } from "ethers";

import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

interface TokenState {
  /** Units of VMT by account. */
  readonly balances: Map<string, bigint>;
  totalSupply: bigint;
}

/** Balances and supply from `Transfer` events alone. */
export function replayToken(events: readonly ChainEvent[]): TokenState {
  const state: TokenState = { balances: new Map(), totalSupply: 0n };
  for (const event of events) {
    if (event.name !== "Transfer") continue;
    const value = field(event, "value", "bigint");
    move(state, field(event, "from", "string"), -value);
    move(state, field(event, "to", "string"), value);
  }
  return state;
}

function move(state: TokenState, account: string, change: bigint): void {
  if (account === ZeroAddress) state.totalSupply -= change;
  else state.balances.set(account, (state.balances.get(account) ?? 0n) + change);
}
