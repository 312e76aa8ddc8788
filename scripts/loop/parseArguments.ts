import { parseArgs } from "node:util";

interface LoopArguments {
  /** Files to run the loop over; empty for the default inputs. */
  readonly files: readonly string[];
  /** Print the result as JSON on standard output; progress stays on standard error. */
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line, without the program's own name. Throws on an unknown option. */
export function parseArguments(args: readonly string[]): LoopArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  });
  return { files: positionals, json: values.json, help: values.help };
}
