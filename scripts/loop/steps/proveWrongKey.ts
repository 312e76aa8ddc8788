import { randomBytes } from "node:crypto";

import { formatEther, hexlify } from "ethers";

import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { placeOrder, type ProvenVerdict } from "../placeOrder.js";

/** A provider delivers a wrong key; the vendor proves it on chain, is refunded, and the provider is slashed. */
export async function proveWrongKey(loop: Loop, proven: ProvenVerdict, provider: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, staking, token } = system;
  const vendor = await actors.vendor.getAddress();
  const before = await token.balanceOf(vendor);
  const { bond } = await staking.supernodeOf(provider.address);

  const placed = await placeOrder(loop, proven, provider.address);
  const wrong = hexlify(randomBytes(32));
  await journal.sent("deliver", market.connect(provider.operator).deliver(placed.order, wrong));
  const privateKey = BigInt(placed.buyerKeys.privateKey);
  await journal.sent("prove a wrong key", market.connect(actors.vendor).dispute(placed.order, wrong, privateKey));

  const { price } = placed.order;
  const gained = (await token.balanceOf(vendor)) - before;
  const lost = bond - (await staking.supernodeOf(provider.address)).bond;
  journal.check("the buyer has his price back, and the bounty", gained === price, `${gained} beyond the refund`);
  journal.check("the provider loses twice the price", lost === price * 2n, `${lost}`);
  journal.note(
    `refund ${formatEther(price)} VMT, bounty ${formatEther(gained)} VMT, the provider lost ${formatEther(lost)} VMT`,
  );
}
