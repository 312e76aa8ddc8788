import type { ContentSource } from "../input/ContentSource.js";

/** What an engine asks its worker thread. */
export interface ScanRequest {
  readonly id: number;
  readonly source: ContentSource;
}
