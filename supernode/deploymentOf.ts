import type { Provider } from "ethers";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Deployment } from "./Deployment.js";

export async function deploymentOf({
  system,
  provider,
}: {
  system: Pick<SystemContracts, "ledger">;
  provider: Provider;
}): Promise<Deployment> {
  const { chainId } = await provider.getNetwork();
  return { chainId, ledger: await system.ledger.getAddress() };
}
