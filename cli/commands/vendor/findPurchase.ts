import type { Purchase } from "../../../sdk/clients/Purchase.js";
import { toPurchase } from "../../../sdk/clients/toPurchase.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Session } from "../../Session.js";

/** An order as the chain announced it, and in which block. */
export async function findPurchase(session: Session, id: string): Promise<Purchase & { blockNumber: number }> {
  if (!/^0x[0-9a-fA-F]{64}$/.test(id)) {
    throw new CommandError(
      ExitCode.usage,
      `${id} is no order`,
      "Give 0x and 64 hexadecimal digits, as `vendor buy` shows.",
    );
  }
  const { market } = await session.contracts();
  const { firstBlock } = await session.deployment();
  const [event] = await market.queryFilter(market.filters.Purchased(id), firstBlock);
  if (event === undefined) {
    throw new CommandError(
      ExitCode.notFound,
      `there is no order ${id}`,
      "`virusmap vendor orders` shows an account's orders.",
    );
  }
  return { ...toPurchase(event.args), blockNumber: event.blockNumber };
}
