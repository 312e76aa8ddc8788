import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

/**
 * 32 bytes in lower case: a SHA-256, a root, an order.
 *
 * @param what it should be, for the refusal
 * @param advice where to find one
 */
export function parseHash(text: string, what: string, advice: string): string {
  if (/^0x[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new CommandError(ExitCode.usage, `${text} is no ${what}, expected 0x and 64 hexadecimal digits`, advice);
}
