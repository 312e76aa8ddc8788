import type { Signature } from "../../../sdk/types/Signature.js";
import type { Deployment } from "../../../supernode/Deployment.js";
import type { Proposal } from "../../../supernode/Proposal.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Session } from "../../Session.js";
import { readNow } from "./readNow.js";
import { signedReportFile } from "./signedReportFile.js";

/**
 * The signatures that a file holds for a report that is about to be written to it. A supernode signs one report a round, so
 * that those of another one must not be lost while it can be published.
 *
 * @throws {CommandError} naming the seats whose signatures would be lost
 */
export async function keptSignatures(
  session: Session,
  path: string,
  deployment: Deployment,
  { report }: Proposal,
): Promise<ReadonlyMap<number, Signature>> {
  const held = await signedReportFile.readIfThere(path, deployment);
  if (held === undefined) return new Map();
  const { signatures } = held;
  if (toJson(held.report) === toJson(report)) return signatures;

  const { epoch, round, cid } = held.report;
  const now = await readNow(await session.contracts());
  const isOver = epoch + 1n < now.epoch || (epoch + 1n === now.epoch && round < now.round);
  if (signatures.size > 0 && !isOver) {
    const seats = [...signatures.keys()].sort((a, b) => a - b).join(", ");
    throw new CommandError(
      ExitCode.refused,
      `${path} holds another report of epoch ${epoch}, round ${round} (digest ${cid}, not ${report.cid}), and the signatures ` +
        `of seats ${seats} would be lost`,
      `\`virusmap report check ${path}\` says whether that one still holds. Build into another file, or delete ${path} first.`,
    );
  }
  const why = isOver ? "that round is over" : "nobody had signed it";
  session.note(`Replaces the report of epoch ${epoch}, round ${round}, in ${path}: ${why}`);
  return new Map();
}
