import { parseEther } from "ethers";

import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";

const CONTRIBUTION = parseEther("1.5");
const LARGEST_CONTRIBUTION = parseEther("100");
const MANY = 100;
const FEW = 12; // with the bank as many as reach the soft cap
const DAY = 86_400; // seconds

/**
 * The sale, once failed and twice succeeded, with few buyers and with many. Leaves it succeeded; the bank holds its VMT.
 * Of S10, the gas: none of it depends on the number of buyers.
 */
export async function measureSale(meter: Meter, system: GasSystem): Promise<void> {
  const { bank } = system;
  const { sale, token } = system.contracts;
  const { start, end } = system.parameters.sale;
  const buyers = system.actors.slice(0, MANY + 1);
  const [first, second, last] = [system.actor(0), system.actor(1), system.actor(MANY)];
  const buying = (buyer: typeof first, value: bigint) => () => buyer.sendTransaction({ to: sale, value });
  const finalizing = () => sale.finalize();
  await system.moveTo(start);

  const one = await system.apart(async () => {
    await system.buy(first, CONTRIBUTION);
    await system.moveTo(end);
    const finalize = await meter.probe(system, finalizing);
    const refund = await meter.probe(system, () => sale.connect(first).refund());
    return { finalize, refund };
  });

  await system.apart(async () => {
    await system.buy(first, CONTRIBUTION);
    const buy = await meter.measure(system, "buy", "first", buying(second, CONTRIBUTION));
    await meter.measure(system, "buy", "later", buying(second, CONTRIBUTION));
    for (const buyer of buyers.slice(2, MANY)) await system.buy(buyer, CONTRIBUTION);
    const buyAmongMany = await meter.probe(system, buying(last, CONTRIBUTION));
    await system.moveTo(end);
    const finalize = await meter.measure(system, "finalizeFailure", "first", finalizing);
    const refund = await meter.measure(system, "saleRefund", "first", () => sale.connect(last).refund());

    const alone = "with 1 buyer";
    const crowded = `with ${buyers.length} buyers`;
    meter.compare(
      "S10",
      "buy",
      { state: "by the 2nd buyer", measurement: buy },
      { state: `by buyer number ${buyers.length}`, measurement: buyAmongMany },
    );
    meter.compare(
      "S10",
      "finalize a sale that failed",
      { state: alone, measurement: one.finalize },
      { state: crowded, measurement: finalize },
    );
    meter.compare("S10", "refund", { state: alone, measurement: one.refund }, { state: crowded, measurement: refund });
  });

  const many = await system.apart(async () => {
    for (const buyer of buyers) await system.buy(buyer, 10n * CONTRIBUTION);
    await system.moveTo(end);
    const finalize = await meter.probe(system, finalizing);
    return { finalize, claim: await meter.probe(system, () => sale.claim(first)) };
  });

  for (const buyer of [bank, ...buyers.slice(0, FEW)]) await system.buy(buyer, LARGEST_CONTRIBUTION);
  await system.moveTo(end);
  const finalize = await meter.measure(system, "finalizeSuccess", "first", finalizing);
  const claim = await meter.measure(system, "saleClaim", "first", () => sale.claim(first));
  const few = `with ${FEW + 1} buyers`;
  const crowded = `with ${buyers.length} buyers`;
  meter.compare(
    "S10",
    "finalize a sale that succeeded",
    { state: few, measurement: finalize },
    { state: crowded, measurement: many.finalize },
  );
  meter.compare("S10", "claim", { state: few, measurement: claim }, { state: crowded, measurement: many.claim });

  // All to the bank, so that the actors hold nothing; the second one is paid while it holds VMT.
  await system.send(() => sale.claim(bank));
  await system.fund(second, 1n);
  await meter.measure(system, "saleClaim", "later", () => sale.claim(second));
  for (const buyer of buyers.slice(2, FEW)) await system.send(() => sale.claim(buyer));
  for (const buyer of buyers.slice(0, FEW)) {
    const amount = await token.balanceOf(buyer);
    await system.send(() => token.connect(buyer).transfer(bank, amount));
  }

  await system.apart(async () => {
    await system.moveTo(system.time + DAY);
    await meter.measure(system, "releaseProceeds", "first", () => sale.releaseProceeds());
    await system.moveTo(system.time + DAY);
    await meter.measure(system, "releaseProceeds", "later", () => sale.releaseProceeds());
  });
}
