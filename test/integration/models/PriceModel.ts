const GROWTH_TARGETS = 4n;
const LN_16_MILLIONTHS_UP = 2_772_589n; // natural logarithm of 16, rounded up

/** Demand and its excess, epoch by epoch as the rule says it, without a formula for many epochs at once. */
export class PriceModel {
  private epoch = 0n;
  private grown = 0n;
  excess = 0n;

  constructor(
    readonly target: bigint,
    readonly scale: bigint,
  ) {}

  /** Goes through the epochs one at a time. */
  passTo(epoch: bigint): void {
    for (; this.epoch < epoch; ++this.epoch) {
      this.grown = 0n;
      this.excess = this.excess > this.target ? this.excess - this.target : 0n;
    }
  }

  /** Takes the sales one at a time, until none counts any more. */
  sell(sales: bigint): void {
    for (let i = 0n; i < sales && this.grown < GROWTH_TARGETS * this.target; ++i) {
      this.grown += 1n;
      if (this.excess * 1_000_000n < this.scale * LN_16_MILLIONTHS_UP) this.excess += 1n;
    }
  }
}
