import { SaleState } from "../../../sdk/types/SaleState.js";

/** The sale's state in words. */
export function nameOfState(state: SaleState): "open" | "succeeded" | "failed" {
  switch (state) {
    case SaleState.OPEN:
      return "open";
    case SaleState.SUCCEEDED:
      return "succeeded";
    case SaleState.FAILED:
      return "failed";
  }
}
