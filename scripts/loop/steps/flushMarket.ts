import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { Loop } from "../Loop.js";

/** Anyone pays the pool its share of the sales and burns the rest. */
export async function flushMarket(loop: Loop): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, rewardPool, token } = system;
  const [toPool, toBurn] = await market.accrued();
  const before = { pool: await rewardPool.available(), supply: await token.totalSupply() };

  await journal.sent("flush the market", market.connect(actors.bystander).flush());
  const paid = (await rewardPool.available()) - before.pool;
  const burned = before.supply - (await token.totalSupply());
  journal.check("what accrued is paid and burned", paid === toPool && burned === toBurn, `${paid}, ${burned}`);
  journal.note(`${formatQuantity(paid, "VMT")} to the pool, ${formatQuantity(burned, "VMT")} burned`);
}
