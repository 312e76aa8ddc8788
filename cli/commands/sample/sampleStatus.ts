import { contentKey } from "../../../sdk/report/contentKey.js";
import type { Verdict } from "../../../sdk/types/Verdict.js";
import { nameOfCategory } from "../../nameOfCategory.js";
import { noteMissing } from "../../noteMissing.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseHash } from "../../parseHash.js";
import { readReports } from "../../readReports.js";
import type { Session } from "../../Session.js";
import { submissionFile } from "./submissionFile.js";

/** Each sample of one submission, or of all, with the verdict on its content, if a published report has one. */
export async function sampleStatus(session: Session, root?: string): Promise<Outcome> {
  const { chainId } = await session.deployment();
  const { home } = session.settings;
  await noteMissing(session, "home", "store");
  const roots =
    root === undefined
      ? await submissionFile.list(home, chainId)
      : [parseHash(root, "root", "`virusmap sample list` shows the submissions of this machine.")];
  const verdicts = new Map<string, { epoch: bigint; verdict: Verdict }>();
  for (const [epoch, file] of await readReports(session)) {
    for (const verdict of file.verdicts)
      verdicts.set(contentKey(verdict.kind, verdict.contentHash), { epoch, verdict });
  }

  const rows: Field[][] = [];
  for (const each of roots) {
    for (const { name, sample } of await submissionFile.read(home, chainId, each)) {
      const found = verdicts.get(contentKey(sample.kind, sample.contentHash));
      const isFirst = found?.verdict.submitter === sample.submitter.toLowerCase();
      rows.push([
        { name: "root", label: "Root", value: each },
        { name: "file", label: "File", value: name },
        { name: "contentHash", label: "SHA-256", value: sample.contentHash },
        { name: "epoch", label: "Epoch", value: found?.epoch ?? null },
        {
          name: "category",
          label: "Verdict",
          value: found === undefined ? "none yet" : nameOfCategory(found.verdict.category),
        },
        { name: "detections", label: "Detections", value: found?.verdict.detections ?? null },
        { name: "reward", label: "Reward", value: isFirst ? found.verdict.reward : 0n, unit: "VMT" },
      ]);
    }
  }
  return {
    fields: [{ name: "samples", label: "Samples", value: rows.length }],
    tables: [{ name: "rows", title: "Samples", rows }],
  };
}
