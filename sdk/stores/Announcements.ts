/** What is announced: hand-overs of submitters, and bulletins of supernodes by the epoch of their report. */
export type Topic = "hand-overs" | `bulletins-${bigint}`;

/** How content that nobody asked for by its digest is found: a list of digests by topic, which anyone may add to. */
export interface Announcements {
  /** Adds to the list what the store already has; a second time changes nothing. */
  announce(topic: Topic, digest: string): Promise<void>;

  /** In no particular order. */
  announced(topic: Topic): Promise<string[]>;
}
