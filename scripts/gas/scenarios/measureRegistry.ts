import { id } from "ethers";

import { sampleLeaf } from "../../../sdk/trees/sampleLeaf.js";
import { Kind } from "../../../sdk/types/Kind.js";
import { Policy } from "../../../sdk/types/Policy.js";
import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { syntheticTree } from "../syntheticTree.js";

const DEPTH = 20; // of a million leaves

/** Submitting one sample, and a million: cost does not grow with their number. Leaves nothing behind. */
export async function measureRegistry(meter: Meter, system: GasSystem): Promise<void> {
  const submitter = system.actor(0);
  const registry = system.contracts.registry.connect(submitter);
  const leaf = sampleLeaf({
    submitter: submitter.address,
    kind: Kind.FILE,
    contentHash: id("content"),
    possession: id("possession"),
    policy: Policy.CLEAR,
  });

  await system.apart(async () => {
    const one = await meter.measure(system, "submit", "first", () => registry.submit(leaf));
    const { root } = syntheticTree(leaf, DEPTH, "samples");
    const million = await meter.measure(system, "submit", "later", () => registry.submit(root));
    meter.compare(
      "Rule 2",
      "submit",
      { state: "1 sample", measurement: one },
      { state: "1,048,576 samples", measurement: million },
    );
  });
}
