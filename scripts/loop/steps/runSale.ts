import type { Signer } from "ethers";

import { SaleClient } from "../../../sdk/clients/SaleClient.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { Loop } from "../Loop.js";

const CONTRIBUTION = 60n * 10n ** 18n; // wei of each buyer

/** Several buyers buy by plain transfer; the sale is finalized, the unsold part burned, everybody claims. */
export async function runSale(loop: Loop): Promise<void> {
  const { system, actors, journal } = loop;
  const { sale, token } = system;
  const buyers: Signer[] = [...actors.operators, ...actors.voters, actors.vendor];

  await loop.moveTo(await sale.START());
  for (const buyer of buyers) {
    await journal.confirmed("buy VMT", new SaleClient(system, buyer).buy(CONTRIBUTION));
  }

  await loop.moveTo(await sale.END());
  const supplyBefore = await token.totalSupply();
  const bystander = new SaleClient(system, actors.bystander);
  await journal.confirmed("finalize the sale", bystander.finalize());
  const [initialSupply, allocated, sold, burned] = await sale.supplyProof();
  const supplyAfter = await token.totalSupply();
  journal.check(
    "the unsold part is burned",
    supplyBefore - supplyAfter === burned && allocated === sold + burned && supplyAfter === initialSupply - burned,
    `${formatQuantity(burned, "VMT")} of ${formatQuantity(allocated, "VMT")} burned`,
  );
  for (const buyer of buyers) {
    await journal.confirmed("claim bought VMT", bystander.claim(await buyer.getAddress()));
  }
  journal.note(
    `${buyers.length} buyers paid ${formatQuantity(await sale.raised(), "ETH")} for ${formatQuantity(sold, "VMT")}`,
  );
  journal.note(`${formatQuantity(burned, "VMT")} were not sold and are burned`);
}
