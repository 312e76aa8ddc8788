import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

const RATE_UNIT = 10n ** 18n;

/**
 * The part of a stock that one epoch releases when half of it is released in `halfLifeSeconds`:
 * `1 - 2^(-epoch / halfLife)`, times 1e18, rounded down, correct to the last digit.
 *
 * The exponential is bracketed by integers and the precision doubled until both ends round to one number. That ends: a
 * fractional exponent makes an irrational power, which no bracket holds on a boundary for ever, and a whole one needs no
 * series.
 */
export function emissionRate(epochLengthSeconds: bigint, halfLifeSeconds: bigint): bigint {
  requirePositive("epochLengthSeconds", epochLengthSeconds);
  requirePositive("halfLifeSeconds", halfLifeSeconds);
  const halvings = epochLengthSeconds / halfLifeSeconds;
  const rest = epochLengthSeconds % halfLifeSeconds;
  if (rest === 0n) return RATE_UNIT - ceilDiv(RATE_UNIT, 1n << halvings);

  for (let bits = 128n + halvings; ; bits *= 2n) {
    const [low, high] = halfToThe(rest, halfLifeSeconds, bits);
    const unit = 1n << (bits + halvings);
    const rate = RATE_UNIT - ceilDiv(RATE_UNIT * high, unit);
    if (rate === RATE_UNIT - ceilDiv(RATE_UNIT * low, unit)) return rate;
  }
}

/** Bounds of `2^(-numerator / denominator)`, times `2^bits`, for an exponent between 0 and 1. */
function halfToThe(numerator: bigint, denominator: bigint, bits: bigint): [low: bigint, high: bigint] {
  const one = 1n << bits;
  const [logarithm, logarithmError] = ln2(bits);
  const exponent = (logarithm * numerator) / denominator;
  // Alternating series of e^-x, x < 1. A term is off by less than 2: by 1 of its own and by at most the error of the
  // term before; what is left out, by less than its first term. `i + 1` covers both.
  let sum = 0n;
  let error = logarithmError + 1n;
  for (let i = 1n, term = one; term !== 0n; ++i) {
    sum += i % 2n === 1n ? term : -term;
    term = (term * exponent) / (one * i);
    error += i + 1n;
  }
  return [sum - error, sum + error];
}

/** `ln 2 * 2^bits` from below, by `ln 2 = sum of 1 / (k * 2^k)`, and how much is missing at most. */
function ln2(bits: bigint): [value: bigint, error: bigint] {
  let sum = 0n;
  for (let k = 1n; k <= bits; ++k) sum += (1n << (bits - k)) / k;
  return [sum, bits + 1n];
}

function ceilDiv(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

function requirePositive(argument: string, value: bigint): void {
  if (value <= 0n) throw new InvalidArgumentError(argument, value.toString(), "a positive number of seconds");
}
