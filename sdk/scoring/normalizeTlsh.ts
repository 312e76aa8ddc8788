import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * A TLSH digest in the one form in which engines and report files write it: `T1` and 70 upper-case hexadecimal digits.
 *
 * @throws {InvalidArgumentError} unless it is 70 hexadecimal digits, with or without `T1`
 */
export function normalizeTlsh(digest: string): string {
  const hex = /^(?:T1)?([0-9a-f]{70})$/i.exec(digest)?.[1];
  if (hex === undefined) {
    throw new InvalidArgumentError("TLSH digest", JSON.stringify(digest), "70 hexadecimal digits, with or without T1");
  }
  return `T1${hex.toUpperCase()}`;
}
