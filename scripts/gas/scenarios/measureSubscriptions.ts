import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { vmt } from "./vmt.js";

const VENDOR = 17; // among the actors
const OTHER = 18;
const EPOCHS = 5;
const MAXIMUM_PRICE = vmt(150);

/** A vendor that subscribes, prolongs and cancels. Leaves nothing behind. */
export async function measureSubscriptions(meter: Meter, system: GasSystem): Promise<void> {
  await system.apart(async () => {
    const { subscriptions } = system.contracts;
    const [vendor, other] = [system.actor(VENDOR), system.actor(OTHER)];
    for (const account of [vendor, other]) await system.fund(account, vmt(10_000));
    await system.approve(other, subscriptions);
    await system.send(() => subscriptions.connect(other).subscribe(EPOCHS, MAXIMUM_PRICE)); // its totals go from zero

    await system.apart(async () => {
      for (const phase of ["first", "later"] as const) {
        const permit = await system.permit(vendor, subscriptions, MAXIMUM_PRICE * BigInt(EPOCHS));
        const sending = () => subscriptions.connect(vendor).subscribeWithPermit(EPOCHS, MAXIMUM_PRICE, permit);
        await meter.measure(system, "subscribeWithPermit", phase, sending);
      }
    });

    await system.approve(vendor, subscriptions);
    for (const phase of ["first", "later"] as const) {
      const sending = () => subscriptions.connect(vendor).subscribe(EPOCHS, MAXIMUM_PRICE);
      await meter.measure(system, "subscribe", phase, sending);
    }
    await meter.measure(system, "flushSubscriptions", "first", () => subscriptions.flush());
    await system.nextEpoch();
    await meter.measure(system, "accrue", "later", () => subscriptions.accrue(vendor));
    await meter.measure(system, "flushSubscriptions", "later", () => subscriptions.flush());
    await meter.measure(system, "cancel", "later", () => subscriptions.connect(vendor).cancel());
  });
}
