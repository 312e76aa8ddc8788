import { join } from "node:path";

import { getAddress } from "ethers";

import type { Deployment } from "./Deployment.js";
import { recordPath } from "./recordPath.js";

/** Where a supernode keeps what it told for an epoch. */
export async function bulletinPath(workspace: string, { chainId, ledger }: Deployment, epoch: bigint): Promise<string> {
  return recordPath(join(workspace, "told"), `${chainId}-${getAddress(ledger)}-${epoch}.jsonl`);
}
