import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { vmt } from "./vmt.js";

/** The token's own functions. Leaves nothing behind. */
export async function measureToken(meter: Meter, system: GasSystem): Promise<void> {
  const { bank } = system;
  const { token } = system.contracts;
  const [recipient, spender, other, owner] = [system.actor(0), system.actor(1), system.actor(2), system.actor(3)];

  await system.apart(async () => {
    for (const phase of ["first", "later"] as const) {
      await meter.measure(system, "transfer", phase, () => token.connect(bank).transfer(recipient, vmt(100)));
    }
    await meter.measure(system, "approve", "first", () => token.connect(bank).approve(spender, vmt(1_000)));
    await meter.measure(system, "approve", "later", () => token.connect(bank).approve(spender, vmt(2_000)));
    for (const phase of ["first", "later"] as const) {
      const sending = () => token.connect(spender).transferFrom(bank, other, vmt(100));
      await meter.measure(system, "transferFrom", phase, sending);
    }
    await meter.measure(system, "burn", "later", () => token.connect(bank).burn(vmt(100)));
    await meter.measure(system, "burnFrom", "later", () => token.connect(spender).burnFrom(bank, vmt(100)));
    for (const phase of ["first", "later"] as const) {
      const { value, deadline, v, r, s } = await system.permit(owner, spender, vmt(phase === "first" ? 100 : 200));
      await meter.measure(system, "permit", phase, () => token.permit(owner, spender, value, deadline, v, r, s));
    }
  });
}
