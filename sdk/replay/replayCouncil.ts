import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

interface CouncilState {
  /** Changes of each seat, oldest first, without those that were replaced before they came into force. */
  readonly seats: Map<bigint, { holder: string; from: bigint }[]>;
  readonly silentFrom: Map<string, bigint>;
  /** First epoch in which a supernode that lost its seat while it was not eligible may serve again. */
  readonly barredUntil: Map<string, bigint>;
}

/** Seats, heartbeats and bars from events alone. */
export function replayCouncil(events: readonly ChainEvent[]): CouncilState {
  const state: CouncilState = { seats: new Map(), silentFrom: new Map(), barredUntil: new Map() };
  for (const event of events) {
    if (event.name === "Heartbeat") {
      state.silentFrom.set(field(event, "supernode", "string"), field(event, "silentFrom", "bigint"));
    }
    if (event.name === "Barred") {
      state.barredUntil.set(field(event, "supernode", "string"), field(event, "until", "bigint"));
    }
    if (event.name === "SeatTaken") {
      const seat = field(event, "seat", "bigint");
      const from = field(event, "from", "bigint");
      const holders = (state.seats.get(seat) ?? []).filter((holder) => holder.from !== from);
      state.seats.set(seat, [...holders, { holder: field(event, "supernode", "string"), from }]);
    }
  }
  return state;
}
