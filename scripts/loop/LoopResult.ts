import type { Check } from "./Check.js";

/** Everything the main job found, in plain values: amounts are decimal texts of the smallest unit. */
export interface LoopResult {
  readonly parties: readonly {
    readonly role: string;
    readonly address: string;
    /** Units of VMT. */
    readonly vmtReceived: string;
    readonly vmtPaid: string;
    /** Wei; negative for what was paid, gas included. */
    readonly ethChange: string;
  }[];
  readonly gas: readonly {
    readonly operation: string;
    readonly transactions: number;
    readonly least: string;
    readonly most: string;
  }[];
  readonly verdicts: readonly {
    readonly name: string;
    readonly kind: string;
    readonly contentHash: string;
    readonly category: string;
    readonly detections: number;
    readonly engines: number;
    /** Units of VMT that it earned its submitter. */
    readonly reward: string;
    readonly labels: readonly { readonly engine: string; readonly label: string | null }[];
  }[];
  readonly holdings: readonly { readonly holder: string; readonly counted: string; readonly held: string }[];
  readonly totalSupply: string;
  readonly ethBurnedAsBaseFee: string;
  readonly checks: readonly Check[];
}
