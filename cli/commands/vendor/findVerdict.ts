import { proofOfVerdict } from "../../../sdk/report/proofOfVerdict.js";
import type { ProvenVerdict } from "../../../sdk/report/ProvenVerdict.js";
import { allowsSale } from "../../../sdk/types/allowsSale.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { parseHash } from "../../parseHash.js";
import { readReports } from "../../readReports.js";
import type { Session } from "../../Session.js";

/**
 * The verdict by which a content is bought: that of the epoch in which it was rewarded, since it names submitter and key
 * as a council found them that had the file; otherwise the oldest that may be sold.
 */
export async function findVerdict(session: Session, contentHash: string): Promise<ProvenVerdict> {
  const wanted = parseHash(contentHash, "SHA-256", "`virusmap vendor list` shows what is sold.");
  const reports = [...(await readReports(session))].sort(([a], [b]) => Number(a - b));
  const found = reports.flatMap(([, file]) =>
    file.verdicts.filter((verdict) => verdict.contentHash === wanted).map((verdict) => ({ file, verdict })),
  );
  const best =
    found.find(({ verdict }) => verdict.reward > 0n) ??
    found.find(({ verdict }) => allowsSale(verdict.policy)) ??
    found[0];
  if (best === undefined) {
    throw new CommandError(
      ExitCode.notFound,
      `no published report that is in the store has a verdict on ${contentHash}`,
      "`virusmap vendor list` shows what is sold; --store names another content store.",
    );
  }
  return proofOfVerdict(best.file, best.verdict.kind, wanted);
}
