import { Buyer } from "../../../sdk/clients/Buyer.js";
import type { ProvenVerdict } from "../../../sdk/report/ProvenVerdict.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";

/** A provider delivers nothing; after the deadline anyone triggers the refund. */
export async function refundUndelivered(loop: Loop, proven: ProvenVerdict, provider: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, token } = system;
  const before = await token.balanceOf(actors.vendor);
  const purchasing = new Buyer(system, actors.vendor).purchase({
    ...proven,
    provider: provider.address,
    deliverySeconds: await market.MAXIMUM_DELIVERY(),
  });
  const purchase = await journal.confirmed("purchase", purchasing);
  const { price, deadline } = purchase.order;
  const during = await token.balanceOf(actors.vendor);

  await loop.moveTo(deadline);
  await journal.confirmed("refund", new Buyer(system, actors.bystander).refund(purchase));
  const after = await token.balanceOf(actors.vendor);
  journal.check("the price was in escrow", before - during === price, `${price}`);
  journal.check("the buyer has all of it back", after === before, `${after}`);
  journal.note(`${formatQuantity(price, "VMT")} came back after the deadline`);
}
