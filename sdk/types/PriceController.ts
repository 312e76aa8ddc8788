/** Price of one thing that is sold. `PriceController` of libraries/PriceControllers.sol. */
export interface PriceController {
  /** Lowest price, in units of VMT; 0 when the thing is not sold. */
  readonly floor: bigint;
  /** Sales an epoch at which the price stands still. */
  readonly target: bigint;
  /** Excess sales that multiply the price by e. */
  readonly scale: bigint;
  /** Sales above the target so far, as of `epoch`. */
  readonly excess: bigint;
  /** Sales of `epoch` that count, at most four targets. */
  readonly grown: bigint;
  readonly epoch: bigint;
}
