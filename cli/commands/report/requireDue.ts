import type { Report } from "../../../sdk/types/Report.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Session } from "../../Session.js";
import { readNow } from "./readNow.js";
import { requireUnpublished } from "./requireUnpublished.js";

/**
 * Refuses a report that nobody can publish now, whoever signs it: its epoch has one, or it is of another epoch or round.
 *
 * @param path of its file
 * @throws {CommandError} with what the chain says instead, and the command that builds the report that is due
 */
export async function requireDue(session: Session, path: string, report: Report): Promise<void> {
  const { epoch, round } = report;
  await requireUnpublished(session, epoch, { path, report });
  const now = await readNow(await session.contracts());
  if (epoch + 1n !== now.epoch) {
    throw new CommandError(
      ExitCode.refused,
      `${path} is the report of epoch ${epoch}, for epoch ${epoch + 1n}, and it is epoch ${now.epoch} now`,
      `Build the one that is due: virusmap report build ${path}`,
    );
  }
  if (round !== now.round) {
    throw new CommandError(
      ExitCode.refused,
      `${path} is for round ${round} of epoch ${now.epoch}, and it is round ${now.round} now`,
      `Build it again: virusmap report build ${path}`,
    );
  }
}
