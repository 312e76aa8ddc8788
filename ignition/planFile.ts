import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";

/** The plan of a deployment on disk. Integers that may be large are kept as texts such as "1000n". */
export const planFile = {
  async read(path: string): Promise<DeploymentPlan | undefined> {
    if (!existsSync(path)) return undefined;
    const revive = (_: string, value: unknown) =>
      typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
    return JSON.parse(await readFile(path, "utf8"), revive) as DeploymentPlan;
  },

  async write(path: string, plan: DeploymentPlan): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, planFile.serialize(plan), { flush: true });
    await rename(`${path}.new`, path); // whole or not at all, whenever the process ends
  },

  serialize(plan: unknown): string {
    return `${JSON.stringify(plan, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value), 2)}\n`;
  },
};
