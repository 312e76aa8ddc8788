import { type ErrorDescription, isHexString } from "ethers";

import { errorAdvice } from "./errorAdvice.js";
import { errorUnits } from "./errorUnits.js";
import { ProtocolError } from "./ProtocolError.js";
import { protocolInterfaces } from "./protocolInterfaces.js";

/**
 * What went wrong, as an error to show: a contract's custom error becomes a ProtocolError, wherever the library or the
 * node put its data; any other error comes back as it is.
 */
export function explainError(error: unknown): Error {
  const description = describe(error);
  if (description !== undefined) {
    const { name, args, fragment } = description;
    const [contract, errorName] = name.includes("_") ? name.split("_", 2) : [ownerOf(name), name];
    const values = Object.fromEntries(fragment.inputs.map((input, index) => [input.name, args[index] as unknown]));
    const advice = errorAdvice[name] ?? "see the contract's interface";
    const units = errorUnits[name] ?? {};
    return new ProtocolError(contract ?? name, errorName ?? name, values, units, advice, { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Which contract has a library's error: those of token standards and of permits are of the only token. */
function ownerOf(name: string): string {
  return /^(ERC20|ERC2612)|^InvalidAccountNonce$/.test(name) ? "VirusMapToken" : "A library";
}

/** Looks for revert data in an error and in the errors that it wraps. */
function describe(error: unknown, depth = 0): ErrorDescription | undefined {
  if (typeof error !== "object" || error === null || depth > 5) return undefined;
  const { data, cause, error: wrapped, info } = error as Record<string, unknown>;
  if (isHexString(data) && data.length >= 10) {
    for (const contract of Object.values(protocolInterfaces)) {
      const description = contract.parseError(data);
      if (description !== null && description.name !== "Error" && description.name !== "Panic") return description;
    }
  }
  for (const inner of [data, wrapped, info, cause]) {
    const description = describe(inner, depth + 1);
    if (description !== undefined) return description;
  }
  return undefined;
}
