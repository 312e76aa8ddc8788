import type { ChainEvent } from "./ChainEvent.js";

interface FieldTypes {
  bigint: bigint;
  string: string;
}

/** An argument of an event, checked to be of the type that the reader expects. */
export function field<T extends keyof FieldTypes>(event: ChainEvent, name: string, type: T): FieldTypes[T] {
  const value = event.args[name];
  if (typeof value !== type) throw new TypeError(`${event.name}.${name} is ${typeof value}, expected ${type}`);
  return value as FieldTypes[T];
}
