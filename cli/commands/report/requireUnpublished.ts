import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { Report } from "../../../sdk/types/Report.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Session } from "../../Session.js";
import { publications } from "./publications.js";
import { readNow } from "./readNow.js";

/**
 * Refuses work on the report of an epoch that has one, which stands for ever.
 *
 * @param own a report of that epoch, and its file
 * @throws {CommandError} with the transaction, and when the next report is due
 */
export async function requireUnpublished(
  session: Session,
  epoch: bigint,
  own?: { readonly path: string; readonly report: Report },
): Promise<void> {
  const [published] = await publications(session, epoch);
  if (published === undefined) return;
  const { clock, ledger } = await session.contracts();
  const now = await readNow({ clock, ledger });
  const start = formatQuantity(await clock.epochStart(now.epoch + 1n), "time");
  const isOther = own !== undefined && toJson(own.report) !== toJson(published.report);
  throw new CommandError(
    ExitCode.refused,
    isOther
      ? `epoch ${epoch} has another report than ${own.path} (transaction ${published.transaction})`
      : `epoch ${epoch} has its report (transaction ${published.transaction})`,
    epoch + 1n === now.epoch
      ? `The next, of epoch ${now.epoch}, is due in epoch ${now.epoch + 1n}, which begins ${start}.`
      : `It is epoch ${now.epoch} now, in which the report of epoch ${now.epoch - 1n} is due: virusmap report build ${own?.path ?? "FILE"}`,
  );
}
