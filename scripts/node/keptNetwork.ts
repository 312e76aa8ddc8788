import { existsSync } from "node:fs";
import { dirname } from "node:path";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import type { Diary } from "./Diary.js";

/**
 * The network to go on with, if one was kept. Nothing is deleted for another one: with the chain would go the keys in the
 * folder's home.
 *
 * @throws CommandError when one was kept and is not what was asked for
 */
export async function keptNetwork(
  diary: Diary,
  { isFresh, isPersistent }: { isFresh: boolean; isPersistent: boolean },
): ReturnType<Diary["read"]> {
  const another = `To begin another network, move or delete ${dirname(diary.path)}, which holds its keys too.`;
  if (!isPersistent) {
    if (!existsSync(diary.path)) return undefined;
    throw new CommandError(
      ExitCode.refused,
      `a network is kept in ${diary.path}, and without --persist it would be deleted`,
      `--persist goes on with it, on hardhat. ${another}`,
    );
  }
  const kept = await diary.read();
  if (kept !== undefined && isFresh && !kept.isFresh) {
    throw new CommandError(
      ExitCode.refused,
      `--fresh asks for a network whose sale has not begun, and the one kept in ${diary.path} was started without it`,
      `--persist without --fresh goes on with it. ${another}`,
    );
  }
  return kept;
}
