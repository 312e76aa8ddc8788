import { openFile } from "../sdk/files/openFile.js";
import { readFile } from "../sdk/files/readFile.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import { withContent } from "../sdk/stores/withContent.js";
import { boundedLines } from "./boundedLines.js";
import type { Bulletin } from "./Bulletin.js";
import type { Examination } from "./Examination.js";
import { examinationSchema } from "./examinationSchema.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { MAXIMUM_EXAMINATION_BYTES } from "./MAXIMUM_EXAMINATION_BYTES.js";
import { readEnvelope } from "./readEnvelope.js";
import { SharedValues } from "./SharedValues.js";

/**
 * Reads what bulletins say, line by line. Lines that are malformed are passed over, by everybody alike: they hurt only the seat
 * that wrote them.
 *
 * @throws {ContentError} for one that is not at hand any more
 */
export async function loadBulletins(
  store: Pick<ContentStore, "fetchTo">,
  heard: Iterable<HeardBulletin>,
): Promise<Bulletin[]> {
  const shared = new SharedValues();
  const bulletins: Bulletin[] = [];
  for (const { seat, epoch, digest } of heard) {
    const examinations = await withContent(store, digest, (path) => readExaminations(path, shared));
    bulletins.push({ seat, epoch, examinations });
  }
  return bulletins;
}

async function readExaminations(path: string, shared: SharedValues): Promise<Examination[]> {
  return openFile(path, async (file, size) => {
    const start = (await readEnvelope(file))?.length ?? size;
    const examinations: Examination[] = [];
    for await (const line of boundedLines(readFile(file, start, size), MAXIMUM_EXAMINATION_BYTES)) {
      const { data } = examinationSchema.safeParse(parsed(line));
      if (data === undefined) continue;
      examinations.push({ ...data, claims: shared.share(data.claims), labels: shared.share(data.labels) });
    }
    return examinations;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
