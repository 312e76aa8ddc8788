import type { Purchase } from "../../../sdk/clients/Purchase.js";
import { toPurchase } from "../../../sdk/clients/toPurchase.js";
import { queryEvents } from "../../../sdk/replay/queryEvents.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { parseHash } from "../../parseHash.js";
import type { Session } from "../../Session.js";

/** An order as the chain announced it, and in which block. */
export async function findPurchase(session: Session, id: string): Promise<Purchase & { blockNumber: number }> {
  const order = parseHash(id, "order", "`virusmap vendor orders` shows an account's orders.");
  const { market } = await session.contracts();
  const { firstBlock } = await session.deployment();
  const [event] = await queryEvents(market, market.filters.Purchased(order), firstBlock);
  if (event === undefined) {
    throw new CommandError(
      ExitCode.notFound,
      `there is no order ${id}`,
      "`virusmap vendor orders` shows an account's orders.",
    );
  }
  return { ...toPurchase(event.args), blockNumber: event.blockNumber };
}
