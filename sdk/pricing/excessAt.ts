import type { PriceController } from "../types/PriceController.js";

/** The excess in `epoch`: one target less for each epoch passed; `PriceControllers.excessAt`. */
export function excessAt(controller: PriceController, epoch: bigint): bigint {
  const passed = epoch > controller.epoch ? epoch - controller.epoch : 0n;
  const fall = passed * controller.target;
  return controller.excess > fall ? controller.excess - fall : 0n;
}
