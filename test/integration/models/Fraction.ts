/** An exact rational number. */
export class Fraction {
  /** @param denominator positive */
  constructor(
    readonly numerator: bigint,
    readonly denominator = 1n,
  ) {
    if (denominator <= 0n) throw new RangeError(`the denominator is ${denominator}, expected a positive number`);
  }

  plus(other: Fraction): Fraction {
    return new Fraction(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.numerator, other.denominator));
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** Whether this is at most `other`. */
  atMost(other: Fraction): boolean {
    return this.numerator * other.denominator <= other.numerator * this.denominator;
  }

  /** The largest integer that is at most this. */
  floor(): bigint {
    const quotient = this.numerator / this.denominator; // towards zero
    return quotient * this.denominator > this.numerator ? quotient - 1n : quotient;
  }
}
