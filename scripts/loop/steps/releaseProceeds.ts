import { SaleClient } from "../../../sdk/clients/SaleClient.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { Loop } from "../Loop.js";

/** Part of the proceeds has been released by now: anyone sends it to the treasury. */
export async function releaseProceeds(loop: Loop): Promise<void> {
  const { system, actors, journal } = loop;
  const { sale } = system;
  const treasury = await actors.treasury.getAddress();
  const before = await loop.provider.getBalance(treasury);
  await journal.confirmed("release proceeds", new SaleClient(system, actors.bystander).releaseProceeds());
  const received = (await loop.provider.getBalance(treasury)) - before;
  const raised = await sale.raised();
  journal.check(
    "proceeds leave linearly, to the treasury",
    received > 0n && received < raised,
    `${received} of ${raised}`,
  );
  journal.note(`${formatQuantity(received, "ETH")} of ${formatQuantity(raised, "ETH")} so far`);
}
