import { Fraction } from "./Fraction.js";

const VIRTUAL_SHARES = 10n ** 12n;
const VIRTUAL_ASSETS = 1n;

/** A pool of shares with what its rules say as fractions; only what leaves or enters is rounded, for the pool. */
export class SharePoolModel {
  constructor(
    public assets: bigint,
    public shares: bigint,
  ) {}

  /** Assets that one share is worth. */
  price(): Fraction {
    return new Fraction(this.assets + VIRTUAL_ASSETS, this.shares + VIRTUAL_SHARES);
  }

  /** Shares that one unit buys. */
  private inversePrice(): Fraction {
    return new Fraction(this.shares + VIRTUAL_SHARES, this.assets + VIRTUAL_ASSETS);
  }

  toShares(assets: bigint): bigint {
    return new Fraction(assets).times(this.inversePrice()).floor();
  }

  toAssets(shares: bigint): bigint {
    return new Fraction(shares).times(this.price()).floor();
  }

  deposit(assets: bigint): bigint {
    const shares = this.toShares(assets);
    this.assets += assets;
    this.shares += shares;
    return shares;
  }

  /** The last share takes what rounding left as residue. */
  withdraw(shares: bigint): { assets: bigint; residue: bigint } {
    const assets = this.toAssets(shares);
    this.assets -= assets;
    this.shares -= shares;
    const residue = this.shares === 0n ? this.assets : 0n;
    this.assets -= residue;
    return { assets, residue };
  }
}
