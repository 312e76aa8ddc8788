import type { Category } from "../sdk/types/Category.js";

/**
 * What one engine says of one input.
 *
 * `label` is the engine's name for what it found and null when it found nothing, so a label goes with SUSPICIOUS or
 * MALICIOUS and null with UNDETERMINED or HARMLESS. Every text is printable ASCII of 1 to 128 characters: its order and
 * its hash are then the same on every machine.
 */
export interface Label {
  readonly engine: string;
  readonly version: string;
  readonly signatureVersion: string;
  readonly label: string | null;
  readonly category: Category;
}
