import fc from "fast-check";

import { parseFuzzSettings } from "./parseFuzzSettings.js";

const { seed, factor } = parseFuzzSettings(process.env);
const USUAL_RUNS = 100;

// Also for properties that name no number of runs.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed, numRuns: USUAL_RUNS * factor });
console.log(`fast-check: FUZZ_SEED=${seed} FUZZ_FACTOR=${factor}`);

/** Parameters of `fc.assert` for a property that usually takes `usual` runs. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: usual * factor };
}
