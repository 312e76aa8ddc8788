import type { EIP1193Provider } from "@nomicfoundation/ignition-core";

import type { ContractName } from "../sdk/deployment/ContractName.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { NonceTakenError } from "../sdk/deployment/NonceTakenError.js";

/**
 * Passes everything on but a transaction that would not create the planned contract with the planned nonce. Such a one
 * would cost ether and put a contract where no other looks for it.
 *
 * @param creationData of each contract
 */
export function guardedProvider(
  provider: EIP1193Provider,
  plan: DeploymentPlan,
  creationData: Record<ContractName, string>,
): EIP1193Provider {
  return {
    request: async (request): Promise<unknown> => {
      if (request.method === "eth_sendTransaction") {
        const [{ nonce, data }] = request.params as [{ nonce: string; data: string }];
        const planned = deploymentOrder[Number(nonce) - plan.firstNonce];
        if (planned === undefined || creationData[planned.name] !== data) {
          const name =
            deploymentOrder.find((each) => creationData[each.name] === data)?.name ?? "an unplanned contract";
          throw new NonceTakenError(plan.deployer, Number(nonce), name);
        }
      }
      return provider.request(request);
    },
  };
}
