import { formatQuantity } from "../units/formatQuantity.js";
import type { Unit } from "../units/Unit.js";

/** A custom error with which a contract refused a call, decoded. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  /**
   * @param contract which refused, by name; the token's library errors come from several contracts
   * @param errorName name of the error without the contract's
   * @param args values by name, as the contract gave them
   * @param units what the numbers among the values mean, for the message
   * @param advice what the caller can do
   */
  constructor(
    readonly contract: string,
    readonly errorName: string,
    readonly args: Readonly<Record<string, unknown>>,
    units: Readonly<Record<string, Unit>>,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    const values = Object.entries(args).map(([name, value]) => `${name} ${inUnit(value, units[name])}`);
    const evidence = values.length === 0 ? "" : ` (${values.join(", ")})`;
    super(`${contract} refused: ${inWords(errorName)}${evidence}; ${advice}`, options);
  }
}

/** "DeadlinePassed" in words: "deadline passed". Capitals that follow each other stay, as in "ERC20". */
function inWords(errorName: string): string {
  return errorName.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/\b[A-Z][a-z]+\b/g, (word) => word.toLowerCase());
}

function inUnit(value: unknown, unit: Unit | undefined): string {
  return typeof value === "bigint" && unit !== undefined ? formatQuantity(value, unit) : String(value);
}
