import { join } from "node:path";

import type { Deployment } from "./Deployment.js";

/** Where a supernode keeps what it told for an epoch. */
export function bulletinPath(workspace: string, { chainId, ledger }: Deployment, epoch: bigint): string {
  return join(workspace, "told", `${chainId}-${ledger}-${epoch}.jsonl`);
}
