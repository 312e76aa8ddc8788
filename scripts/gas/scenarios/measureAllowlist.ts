import { Wallet } from "ethers";

import { allowlistLeaf } from "../../../sdk/trees/allowlistLeaf.js";
import { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { syntheticTree } from "../syntheticTree.js";

const DEPTH = 10; // of a list of a thousand

/** The allowlist, on a deployment of its own: by default there is none. */
export async function measureAllowlist(meter: Meter): Promise<void> {
  const listed = new Wallet(`0x${"11".repeat(32)}`).address;
  const { root, proof } = syntheticTree(allowlistLeaf(listed), DEPTH, "allowlist");
  const system = await GasSystem.deploy(root);
  await meter.measure(system, "allow", "first", () => system.contracts.sale.allow(listed, proof));
}
