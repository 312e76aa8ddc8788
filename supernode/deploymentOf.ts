import { getAddress, type Provider } from "ethers";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Deployment } from "./Deployment.js";

/** The deployment of connected contracts, in one spelling whatever the address book's: addresses are compared as texts. */
export async function deploymentOf({
  system,
  provider,
}: {
  system: Pick<SystemContracts, "ledger">;
  provider: Provider;
}): Promise<Deployment> {
  const { chainId } = await provider.getNetwork();
  return { chainId, ledger: getAddress(await system.ledger.getAddress()) };
}
