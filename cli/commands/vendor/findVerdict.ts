import type { Purchase } from "../../../sdk/clients/Purchase.js";
import { proofOfVerdict } from "../../../sdk/report/proofOfVerdict.js";
import type { ProvenVerdict } from "../../../sdk/report/ProvenVerdict.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { noteMissing } from "../../noteMissing.js";
import { parseHash } from "../../parseHash.js";
import { readReports } from "../../readReports.js";
import type { Session } from "../../Session.js";
import { chooseVerdict } from "./chooseVerdict.js";

/**
 * The verdict by which a content is bought, or was.
 *
 * @param purchase the order, if there is one
 */
export async function findVerdict(session: Session, contentHash: string, purchase?: Purchase): Promise<ProvenVerdict> {
  const wanted = parseHash(contentHash, "SHA-256", "`virusmap vendor list` shows what is sold.");
  await noteMissing(session, "store");
  const reports = [...(await readReports(session))].sort(([a], [b]) => Number(a - b));
  const found = reports.flatMap(([epoch, file]) =>
    file.verdicts.filter((verdict) => verdict.contentHash === wanted).map((verdict) => ({ epoch, file, verdict })),
  );
  const best = chooseVerdict(found, purchase);
  if (best === undefined) {
    throw new CommandError(
      ExitCode.notFound,
      `no published report that is in the store has a verdict on ${contentHash}${purchase === undefined ? "" : ` with the key of order ${purchase.id}`}`,
      "`virusmap vendor list` shows what is sold; --store names another content store.",
    );
  }
  return proofOfVerdict(best.file, best.verdict.kind, wanted);
}
