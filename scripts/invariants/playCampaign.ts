// One campaign in a process of its own, so that a seed alone says what happens: `playCampaigns` sends what to play.

import { once } from "node:events";

import type { CampaignOrder } from "./CampaignOrder.js";
import { runCampaign } from "./runCampaign.js";

const [order] = (await once(process, "message")) as [CampaignOrder];
const campaign = await runCampaign(order.root, order.suites, order.size, order.seed);
process.send?.(campaign, () => {
  process.exit();
});
