import { randomBytes } from "node:crypto";

import { hexlify } from "ethers";

import { Buyer } from "../../../sdk/clients/Buyer.js";
import type { ProvenVerdict } from "../../../sdk/report/ProvenVerdict.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";

/** A provider delivers a wrong key; the vendor proves it on chain, is refunded, and the provider is slashed. */
export async function proveWrongKey(loop: Loop, proven: ProvenVerdict, provider: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, staking, token } = system;
  const before = await token.balanceOf(actors.vendor);
  const { bond } = await staking.supernodeOf(provider.address);
  const buyer = new Buyer(system, actors.vendor);

  const purchase = await journal.confirmed("purchase", buyer.purchase({ ...proven, provider: provider.address }));
  const { order, receipt, keyPair } = purchase;
  // To the contract directly: the client of an operator sends no key but the one committed to.
  const wrong = hexlify(randomBytes(32));
  await journal.sent("deliver", market.connect(provider.operator).deliver(order, wrong));
  const delivery = await buyer.delivery(purchase, keyPair.privateKey, receipt.blockNumber);
  if (delivery === undefined) throw new LoopFailed(`order ${purchase.id} has no delivery`);
  journal.check("the buyer sees that the key is wrong", !delivery.isCorrect, order.keyCommitment);
  const disputing = buyer.dispute(purchase, delivery.maskedKey, keyPair.privateKey);
  await journal.confirmed("prove a wrong key", disputing);

  const { price } = order;
  const gained = (await token.balanceOf(actors.vendor)) - before;
  const lost = bond - (await staking.supernodeOf(provider.address)).bond;
  journal.check("the buyer has his price back, and the bounty", gained === price, `${gained} beyond the refund`);
  journal.check("the provider loses twice the price", lost === price * 2n, `${lost}`);
  journal.note(
    `refund ${formatQuantity(price, "VMT")}, bounty ${formatQuantity(gained, "VMT")}, the provider lost ${formatQuantity(lost, "VMT")}`,
  );
}
