import type { SignedBulletin } from "./SignedBulletin.js";
import { toJson } from "./toJson.js";

/** A signed bulletin as it lies in a store. */
export async function* bulletinBytes({ envelope, lines }: SignedBulletin): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${toJson({ format: "virusmap-bulletin-2", ...envelope })}\n`);
  yield* lines;
}
