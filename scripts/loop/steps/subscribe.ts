import { formatEther } from "ethers";

import { signPermit } from "../../../sdk/signatures/signPermit.js";
import type { Loop } from "../Loop.js";
import { moveToEpoch } from "../moveToEpoch.js";

const EPOCHS = 5n;
const PERMIT_SECONDS = 3_600n;

/** A vendor subscribes to five epochs, uses two of them, and cancels the rest. */
export async function subscribe(loop: Loop): Promise<void> {
  const { system, actors, journal } = loop;
  const { subscriptions, token, clock } = system;
  const vendor = await actors.vendor.getAddress();
  const price = await subscriptions.price();
  const amount = price * EPOCHS;
  const first = await clock.currentEpoch();
  const before = await token.balanceOf(vendor);

  const spender = await subscriptions.getAddress();
  const permit = await signPermit(actors.vendor, token, spender, amount, (await loop.now()) + PERMIT_SECONDS);
  await journal.sent("subscribe", subscriptions.connect(actors.vendor).subscribeWithPermit(EPOCHS, price, permit));
  const active = await Promise.all([
    subscriptions.isActive(vendor, first),
    subscriptions.isActive(vendor, first + EPOCHS),
  ]);
  journal.check(
    "access begins at once and ends as paid",
    active[0] && !active[1],
    `epochs ${first} to ${first + EPOCHS - 1n}`,
  );

  await moveToEpoch(loop, first + 1n);
  await journal.sent("cancel a subscription", subscriptions.connect(actors.vendor).cancel());
  const spent = before - (await token.balanceOf(vendor));
  const stillActive = await subscriptions.isActive(vendor, first + 1n);
  const later = await subscriptions.isActive(vendor, first + 2n);
  journal.check("two epochs are earned, the rest returned", spent === price * 2n && stillActive && !later, `${spent}`);
  await journal.sent("flush subscriptions", subscriptions.connect(actors.bystander).flush());
  journal.note(`paid ${formatEther(amount)} VMT, used ${formatEther(spent)} VMT, got the rest back`);
}
