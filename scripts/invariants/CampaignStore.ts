import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

import type { Campaign } from "./Campaign.js";
import type { CampaignOrder } from "./CampaignOrder.js";

/** Finished campaigns in which everything held, so that hours of them survive an interruption. */
export class CampaignStore {
  /** @param folder of campaigns by the sources and tools at hand: others' prove nothing about these */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  read(order: CampaignOrder): Campaign | undefined {
    const path = this.pathOf(order);
    return existsSync(path) ? (deserialize(readFileSync(path)) as Campaign) : undefined;
  }

  /** Whole or not at all. */
  write(order: CampaignOrder, campaign: Campaign): void {
    const path = this.pathOf(order);
    writeFileSync(`${path}.part`, serialize(campaign));
    renameSync(`${path}.part`, path);
  }

  private pathOf({ seed, size }: CampaignOrder): string {
    return join(this.folder, `${size.runs}x${size.depth}-${seed}`);
  }
}
