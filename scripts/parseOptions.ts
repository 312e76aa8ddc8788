import { parseArgs, type ParseArgsConfig } from "node:util";

import { endWithUsage } from "./endWithUsage.js";

const WRONG_CALL = "ERR_PARSE_ARGS_"; // how Node's codes begin
const AFTER_FIRST_SENTENCE = /\.?(?:\n|$)|\. /;

/**
 * The options of a program, read by Node's own parser. A wrong call ends the process: with exit code 2 and one line that
 * says what was wrong and which options there are.
 */
export function parseOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!code.startsWith(WRONG_CALL)) throw error;
    const [problem = ""] = message.split(AFTER_FIRST_SENTENCE);
    const known = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    endWithUsage(`${problem.charAt(0).toLowerCase()}${problem.slice(1)} (there are ${known.join(", ")})`);
  }
}
