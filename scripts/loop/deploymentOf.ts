import type { Deployment } from "./Deployment.js";
import type { Loop } from "./Loop.js";

export async function deploymentOf({ system, provider }: Loop): Promise<Deployment> {
  const { chainId } = await provider.getNetwork();
  return { chainId, ledger: await system.ledger.getAddress() };
}
