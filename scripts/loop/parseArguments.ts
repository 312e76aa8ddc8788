import { parseArgs } from "node:util";

import { InvalidArguments } from "./InvalidArguments.js";

interface LoopArguments {
  /** Files to run the loop over; empty for the default inputs. */
  readonly files: readonly string[];
  /** Print the result as JSON on standard output; progress stays on standard error. */
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Reads the command line, without the program's own name.
 *
 * @throws {InvalidArguments} for an unknown option
 */
export function parseArguments(args: readonly string[]): LoopArguments {
  const { values, positionals } = parsed(args);
  return { files: positionals, json: values.json, help: values.help };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
    });
  } catch (cause) {
    throw new InvalidArguments((cause as Error).message, { cause });
  }
}
