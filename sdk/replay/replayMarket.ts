import { OrderStatus } from "../types/OrderStatus.js";
import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

const STATUS_BY_EVENT: Readonly<Record<string, OrderStatus>> = {
  Purchased: OrderStatus.OPEN,
  Delivered: OrderStatus.DELIVERED,
  Settled: OrderStatus.SETTLED,
  Refunded: OrderStatus.REFUNDED,
  WrongKeyProven: OrderStatus.WRONG_KEY,
};

interface MarketState {
  readonly orders: Map<string, { status: OrderStatus; price: bigint; deliveredAt: bigint }>;
  toPool: bigint;
  toBurn: bigint;
}

/** Orders and accrued shares from events alone. */
export function replayMarket(events: readonly ChainEvent[]): MarketState {
  const state: MarketState = { orders: new Map(), toPool: 0n, toBurn: 0n };
  for (const event of events) {
    if (event.name === "Flushed") {
      state.toPool -= field(event, "toPool", "bigint");
      state.toBurn -= field(event, "burned", "bigint");
      continue;
    }
    const status = STATUS_BY_EVENT[event.name];
    if (status === undefined) continue;
    const id = field(event, "id", "string");
    const order = state.orders.get(id) ?? { status, price: priceIn(event), deliveredAt: 0n };
    order.status = status;
    if (event.name === "Delivered") order.deliveredAt = event.timestamp;
    if (event.name === "Settled") {
      state.toPool += field(event, "toPool", "bigint");
      state.toBurn += field(event, "toBurn", "bigint");
    }
    state.orders.set(id, order);
  }
  return state;
}

function priceIn(event: ChainEvent): bigint {
  return (event.args["order"] as { price: bigint }).price;
}
