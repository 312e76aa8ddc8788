import { createHash } from "node:crypto";

import { toJson } from "./toJson.js";

/** Equal values, once each: all seats repeat the same claims and labels, which need the memory of one. */
export class SharedValues {
  private readonly values = new Map<string, unknown>();

  /** @returns the first value that was equal to this */
  share<T>(value: T): T {
    const key = createHash("sha256").update(toJson(value)).digest("base64");
    const first = this.values.get(key);
    if (first !== undefined) return first as T;
    this.values.set(key, value);
    return value;
  }
}
