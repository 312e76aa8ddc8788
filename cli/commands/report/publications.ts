import { queryEvents } from "../../../sdk/replay/queryEvents.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Session } from "../../Session.js";

interface Publication {
  readonly report: Report;
  /** Seats whose signatures counted, as bits. */
  readonly signers: bigint;
  /** Hash of the transaction that published it. */
  readonly transaction: string;
}

/** The published reports as the chain tells them, oldest first: all, or the one of an epoch. */
export async function publications(session: Session, only?: bigint): Promise<Publication[]> {
  const { ledger } = await session.contracts();
  const { firstBlock } = await session.deployment();
  const events = await queryEvents(ledger, ledger.filters.ReportPublished(only), firstBlock);
  return events.map(({ args, transactionHash }) => {
    const { epoch, round, verdictsRoot, rewardsRoot, submitterTotal, storageTotal, cid, signers } = args;
    const report = { epoch, round, verdictsRoot, rewardsRoot, submitterTotal, storageTotal, cid };
    return { report, signers, transaction: transactionHash };
  });
}
