import { formatEther } from "ethers";

import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { placeOrder, type ProvenVerdict } from "../placeOrder.js";

/** A provider delivers nothing; after the deadline anyone triggers the refund. */
export async function refundUndelivered(loop: Loop, proven: ProvenVerdict, provider: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, token } = system;
  const vendor = await actors.vendor.getAddress();
  const before = await token.balanceOf(vendor);
  const { order } = await placeOrder(loop, proven, provider.address);
  const during = await token.balanceOf(vendor);

  await loop.moveTo(order.deadline);
  await journal.sent("refund", market.connect(actors.bystander).refund(order));
  const after = await token.balanceOf(vendor);
  journal.check("the price was in escrow", before - during === order.price, `${order.price}`);
  journal.check("the buyer has all of it back", after === before, `${after}`);
  journal.note(`${formatEther(order.price)} VMT came back after the deadline`);
}
