import type { Bulletin } from "./Bulletin.js";

/** A bulletin as it was found in a store, signed by the holder of its seat. */
export interface HeardBulletin extends Bulletin {
  /** Of the stored bytes. Anybody can store one signed text in several forms. */
  readonly digest: string;
  /** What the seat signed: two bulletins are the same when their texts are. */
  readonly text: string;
}
