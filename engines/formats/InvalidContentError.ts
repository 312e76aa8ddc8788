import { Kind } from "../../sdk/types/Kind.js";

/** Bytes that nobody may submit as their kind: whoever is handed them refuses them and leaves them out of the report. */
export class InvalidContentError extends Error {
  override readonly name = "InvalidContentError";

  constructor(
    readonly kind: Kind,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    const name = Object.entries(Kind).find(([, value]) => value === kind)?.[0] ?? `unknown kind ${kind}`;
    super(`Not to be submitted as ${name}: ${reason}`, options);
  }
}
