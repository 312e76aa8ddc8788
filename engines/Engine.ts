import type { Label } from "./Label.js";
import type { ScanInput } from "./ScanInput.js";

/**
 * A scanner. The same input gets the same label on any machine, at any time: `signatureVersion` changes whenever what
 * the engine knows changes, and nothing else (clock, network, machine) may influence a label.
 */
export interface Engine {
  readonly name: string;
  /** Version of the scanning program. */
  readonly version: string;
  /** Digest of the rules or lists in use. */
  readonly signatureVersion: string;

  /**
   * Scans one input. Calls may overlap. Memory does not grow with the input's size.
   *
   * Rejects with `UnreadableInputError`, with `InvalidUrlError` or `InvalidStixBundleError` when the content is not what its kind
   * says, or with `EngineFailedError`.
   */
  scan(input: ScanInput): Promise<Label>;

  /** Frees what the engine holds (a worker thread). Afterwards `scan` starts it anew. */
  close(): Promise<void>;
}
