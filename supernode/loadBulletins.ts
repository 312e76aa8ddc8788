import { countedRows } from "../engines/labels/countedRows.js";
import { openFile } from "../sdk/files/openFile.js";
import { readFile } from "../sdk/files/readFile.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import { withContent } from "../sdk/stores/withContent.js";
import { boundedLines } from "./boundedLines.js";
import type { Bulletin } from "./Bulletin.js";
import type { Examination } from "./Examination.js";
import { examinationSchema } from "./examinationSchema.js";
import { HandOverCount } from "./HandOverCount.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { MAXIMUM_EXAMINATION_BYTES } from "./MAXIMUM_EXAMINATION_BYTES.js";
import { MAXIMUM_ENVELOPE_BYTES } from "./MAXIMUM_ENVELOPE_BYTES.js";
import { parseJson } from "../sdk/files/parseJson.js";
import { readEnvelope } from "./readEnvelope.js";
import { SharedValues } from "./SharedValues.js";

/**
 * Reads what bulletins say, line by line and twice: what fewer than `quorum` of them acknowledge changes no report and is not
 * kept, since one seat can make up more than fits into memory with those of others; nor are rows of labels that cannot count.
 * Lines that are malformed are passed over, by everybody alike: they hurt only the seat that wrote them.
 *
 * @param heard one a seat
 * @throws {ContentError} for one that is not at hand any more
 */
export async function loadBulletins(
  store: Pick<ContentStore, "fetchTo">,
  heard: readonly HeardBulletin[],
  quorum: number,
): Promise<Bulletin[]> {
  const counted = new HandOverCount(quorum);
  for (const bulletin of heard) await eachExamination(store, bulletin, counted.count());

  const shared = new SharedValues();
  const bulletins: Bulletin[] = [];
  for (const bulletin of heard) {
    const { seat, epoch } = bulletin;
    const matters = counted.select();
    const examinations: Examination[] = [];
    await eachExamination(store, bulletin, (examination) => {
      if (!matters(examination)) return;
      const { claims, labels } = examination;
      examinations.push({ ...examination, claims: shared.share(claims), labels: shared.share(countedRows(labels)) });
    });
    bulletins.push({ seat, epoch, examinations });
  }
  return bulletins;
}

async function eachExamination(
  store: Pick<ContentStore, "fetchTo">,
  { digest, size: ofLines }: HeardBulletin,
  use: (examination: Examination) => void,
): Promise<void> {
  await withContent(store, digest, MAXIMUM_ENVELOPE_BYTES + ofLines, (path) =>
    openFile(path, async (file, size) => {
      const start = (await readEnvelope(file))?.length ?? size;
      for await (const line of boundedLines(readFile(file, start, size), MAXIMUM_EXAMINATION_BYTES)) {
        if (line === null) continue;
        const { data } = examinationSchema.safeParse(parseJson(line));
        if (data !== undefined) use(data);
      }
    }),
  );
}
