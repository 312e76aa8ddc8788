import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * `value` in lower case, the one form in which report files write and compare hashes and addresses.
 *
 * @throws {InvalidArgumentError} unless it is `0x` and two hexadecimal digits for each of `bytes`
 */
export function normalizeHex(argument: string, value: string, bytes: number): string {
  const normal = value.toLowerCase();
  if (normal.length !== 2 + 2 * bytes || !/^0x[0-9a-f]+$/.test(normal)) {
    throw new InvalidArgumentError(argument, JSON.stringify(value), `${bytes} bytes in hexadecimal`);
  }
  return normal;
}
