import { readFile } from "node:fs/promises";

import { getAddress, isAddress } from "ethers";

import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { whyUnreadable } from "../../whyUnreadable.js";

/** The addresses of a file, one a line; empty lines are left out. */
export async function readAllowlist(path: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new CommandError(
      ExitCode.usage,
      `the allowlist ${path} cannot be read: ${whyUnreadable(error)}`,
      "Check the path.",
      { cause: error },
    );
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === "") return [];
    if (!isAddress(line)) {
      throw new CommandError(
        ExitCode.usage,
        `line ${index + 1} of ${path} is no address: ${String(line)}`,
        "Correct the file.",
      );
    }
    return [getAddress(line)];
  });
}
