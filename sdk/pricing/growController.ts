import type { PriceController } from "../types/PriceController.js";
import { excessAt } from "./excessAt.js";

const GROWTH_TARGETS = 4n;
const UNIT = 10n ** 18n;
const LN_16 = 2_772588722239781238n; // natural logarithm of 16, times 1e18, rounded up

/**
 * The controller after `sales` of `epoch`; `PriceControllers.grow`. What exceeds four targets an epoch, or the excess at
 * which the price is highest, is not counted.
 */
export function growController(controller: PriceController, epoch: bigint, sales: bigint): PriceController {
  const grown = epoch > controller.epoch ? 0n : controller.grown;
  const room = GROWTH_TARGETS * controller.target - grown;
  const growth = sales < room ? sales : room;
  const saturation = (controller.scale * LN_16 + UNIT - 1n) / UNIT;
  const excess = excessAt(controller, epoch) + growth;
  return { ...controller, excess: excess < saturation ? excess : saturation, grown: grown + growth, epoch };
}
