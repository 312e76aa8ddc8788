import type { PriceController } from "../types/PriceController.js";
import { excessAt } from "./excessAt.js";

const MAXIMUM_MULTIPLE = 16n;

/**
 * The price in `epoch`, in units of VMT: `floor * e^(excess / scale)`, at most 16 floors; `PriceControllers.price`. The
 * exponential is `fake_exponential` of EIP-4844: its Taylor series, rounded down term by term.
 */
export function priceOf(controller: PriceController, epoch: bigint): bigint {
  const { floor, scale } = controller;
  const excess = excessAt(controller, epoch);
  if (excess === 0n) return floor;

  let sum = 0n;
  for (let i = 1n, term = floor * scale; term !== 0n; ++i) {
    sum += term;
    term = (term * excess) / (scale * i);
  }
  const price = sum / scale;
  const highest = floor * MAXIMUM_MULTIPLE;
  return price < highest ? price : highest;
}
