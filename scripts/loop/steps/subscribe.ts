import { Subscriber } from "../../../sdk/clients/Subscriber.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { Loop } from "../Loop.js";
import { moveToEpoch } from "../moveToEpoch.js";

const EPOCHS = 5n;

/** A vendor subscribes to five epochs, uses two of them, and cancels the rest. */
export async function subscribe(loop: Loop): Promise<void> {
  const { system, actors, journal } = loop;
  const { subscriptions, token, clock } = system;
  const subscriber = new Subscriber(system, actors.vendor);
  const price = await subscriptions.price();
  const first = await clock.currentEpoch();
  const before = await token.balanceOf(actors.vendor);
  const isActive = (epoch: bigint): Promise<boolean> => subscriptions.isActive(actors.vendor, epoch);

  const { amount } = await journal.confirmed("subscribe", subscriber.subscribe(EPOCHS));
  journal.check(
    "access begins at once and ends as paid",
    (await isActive(first)) && !(await isActive(first + EPOCHS)),
    `epochs ${first} to ${first + EPOCHS - 1n}`,
  );

  await moveToEpoch(loop, first + 1n);
  await journal.confirmed("cancel a subscription", subscriber.cancel());
  const spent = before - (await token.balanceOf(actors.vendor));
  journal.check(
    "two epochs are earned, the rest returned",
    spent === price * 2n && (await isActive(first + 1n)) && !(await isActive(first + 2n)),
    `${spent}`,
  );
  await journal.sent("flush subscriptions", subscriptions.connect(actors.bystander).flush());
  journal.note(`paid ${formatQuantity(amount, "VMT")}, used ${formatQuantity(spent, "VMT")}, got the rest back`);
}
