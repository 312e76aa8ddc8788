const BITS = 256n;

/**
 * Bounds of `factor * e^(numerator / denominator)`, rounded down to whole numbers: by the exponential's series with 256
 * binary places more than the result has.
 */
export function exponential(factor: bigint, numerator: bigint, denominator: bigint): { low: bigint; high: bigint } {
  let sum = 0n;
  let terms = 0n;
  for (let term = factor << BITS; term !== 0n; ++terms) {
    sum += term;
    term = (term * numerator) / (denominator * (terms + 1n));
  }
  // Each term is low by less than its number times the growth of an error on its way, which is below 2^64 for small powers.
  return { low: sum >> BITS, high: (sum + (terms << 64n)) >> BITS };
}
