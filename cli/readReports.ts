import { readFile } from "node:fs/promises";

import { queryEvents } from "../sdk/replay/queryEvents.js";
import { InvalidReportError } from "../sdk/report/InvalidReportError.js";
import { readReport } from "../sdk/report/readReport.js";
import type { ReportFile } from "../sdk/report/ReportFile.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import { withContent } from "../sdk/stores/withContent.js";
import { MAXIMUM_REPORT_BYTES } from "../supernode/MAXIMUM_REPORT_BYTES.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { openStore } from "./openStore.js";
import type { Session } from "./Session.js";

/**
 * Every published report whose file is in the store, by epoch. The chain names the file by its digest, so that what the
 * store gives needs no trust.
 *
 * @param until epochs from this one on are left out
 * @param without epochs whose file may be missing; by default all of them, with a note
 * @throws {CommandError} naming the first other epoch without a file, and its digest
 */
export async function readReports(
  session: Session,
  until?: bigint,
  without?: ReadonlySet<bigint>,
): Promise<Map<bigint, ReportFile>> {
  const { ledger } = await session.contracts();
  const { firstBlock } = await session.deployment();
  const store = openStore(session.settings);
  const events = await queryEvents(ledger, ledger.filters.ReportPublished(), firstBlock);
  const reports = new Map<bigint, ReportFile>();
  for (const { args } of events) {
    if (until !== undefined && args.epoch >= until) continue;
    try {
      const file = await withContent(store, args.cid, MAXIMUM_REPORT_BYTES, (path) => readFile(path));
      reports.set(args.epoch, readReport(file));
    } catch (error) {
      if (!(error instanceof ContentError || error instanceof InvalidReportError)) throw error;
      const message = `the report of epoch ${args.epoch} is published, but its file ${args.cid} cannot be read: ${error.message}`;
      if (without?.has(args.epoch) === false) {
        throw new CommandError(
          ExitCode.notFound,
          message,
          `Put it into the store. If nobody has it, --without ${args.epoch} goes on, and what it rewarded can be rewarded again.`,
        );
      }
      session.note(`${message.charAt(0).toUpperCase()}${message.slice(1)}`);
    }
  }
  return reports;
}
