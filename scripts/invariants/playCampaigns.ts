import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Campaign } from "./Campaign.js";
import type { CampaignOrder } from "./CampaignOrder.js";
import type { CampaignStore } from "./CampaignStore.js";

/**
 * Plays campaigns side by side, and begins no other after one that breaks an invariant. What was played before, by the same
 * sources, is not played again.
 *
 * @param orders in their order
 * @param workers processes at a time
 * @param print one line for each campaign
 * @returns campaigns that were played, in the order of `orders`
 */
export async function playCampaigns(
  orders: readonly CampaignOrder[],
  workers: number,
  store: CampaignStore,
  print: (line: string) => void,
): Promise<Campaign[]> {
  const campaigns: (Campaign | undefined)[] = orders.map((order) => store.read(order));
  const waiting = orders.map((_, index) => index).filter((index) => campaigns[index] === undefined);
  if (waiting.length < orders.length) print(`${orders.length - waiting.length} campaigns were played before`);

  const work = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const order = orders[index];
      if (order === undefined) return;
      const started = performance.now();
      const campaign = await playAlone(order);
      campaigns[index] = campaign;
      const broken = campaign.results.filter(({ passed }) => !passed);
      if (broken.length === 0) store.write(order, campaign);
      else waiting.length = 0;
      const seconds = Math.round((performance.now() - started) / 1_000);
      const outcome = broken.length === 0 ? "all hold" : broken.map(({ suite }) => `${suite} is broken`).join(", ");
      print(`Seed ${order.seed}: ${order.size.runs} runs of depth ${order.size.depth}, ${outcome} (${seconds} s)`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return campaigns.filter((campaign) => campaign !== undefined);
}

async function playAlone(order: CampaignOrder): Promise<Campaign> {
  const child = fork(join(import.meta.dirname, "playCampaign.ts"), {
    execArgv: ["--import", "tsx"],
    serialization: "advanced", // there are big integers and bytes in it
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.send(order);
  const exit = once(child, "exit").then(([code]) => {
    throw new Error(`seed ${order.seed}: the process ended with ${String(code ?? "a signal")} before it was done`);
  });
  const [campaign] = (await Promise.race([once(child, "message"), exit])) as [Campaign];
  exit.catch(() => undefined);
  return campaign;
}
