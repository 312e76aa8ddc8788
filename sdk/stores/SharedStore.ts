import type { Announcements } from "./Announcements.js";
import type { ContentStore } from "./ContentStore.js";

/**
 * What submitters, supernodes and vendors exchange files through: content by its digest, and which digests to look at.
 * Nobody has to trust it: content is checked when it is read, and what is announced can be malformed or missing.
 */
export interface SharedStore extends ContentStore, Announcements {}
