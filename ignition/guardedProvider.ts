import type { EIP1193Provider } from "@nomicfoundation/ignition-core";

import type { ContractName } from "../sdk/deployment/ContractName.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { FeeCeilingError } from "../sdk/deployment/FeeCeilingError.js";
import { NonceTakenError } from "../sdk/deployment/NonceTakenError.js";

/** As Ignition asks for it, which names the fees itself. */
interface Transaction {
  readonly nonce: string;
  readonly data: string;
  readonly maxFeePerGas?: string;
  /** On a chain from before EIP-1559. */
  readonly gasPrice: string;
}

/**
 * Passes everything on but a transaction that would not create the planned contract with the planned nonce. Such a one
 * would cost ether and put a contract where no other looks for it. Nor does it pass on one that pays more for gas than the ceiling:
 * the node proposes the fees, and what is signed is paid.
 *
 * @param creationData of each contract
 * @param maxFeeWei the most to pay for one unit of gas
 */
export function guardedProvider(
  provider: EIP1193Provider,
  plan: DeploymentPlan,
  creationData: Record<ContractName, string>,
  maxFeeWei: bigint,
): EIP1193Provider {
  return {
    request: async (request): Promise<unknown> => {
      if (request.method === "eth_sendTransaction") {
        const [{ nonce, data, ...fees }] = request.params as [Transaction];
        const planned = deploymentOrder[Number(nonce) - plan.firstNonce];
        if (planned === undefined || creationData[planned.name] !== data) {
          const name =
            deploymentOrder.find((each) => creationData[each.name] === data)?.name ?? "an unplanned contract";
          throw new NonceTakenError(plan.deployer, Number(nonce), name);
        }
        const feeWei = BigInt(fees.maxFeePerGas ?? fees.gasPrice);
        if (feeWei > maxFeeWei) throw new FeeCeilingError(feeWei, maxFeeWei);
      }
      return provider.request(request);
    },
  };
}
