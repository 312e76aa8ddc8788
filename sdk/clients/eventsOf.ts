import type { BaseContract, TransactionReceipt } from "ethers";

import type { TypedContractEvent, TypedLogDescription } from "../../typechain-types/common.js";

/**
 * The arguments of all events of one kind that `contract` logged in a transaction.
 *
 * @param event from the contract's `filters`
 */
export async function eventsOf<E extends TypedContractEvent>(
  contract: BaseContract,
  receipt: TransactionReceipt,
  event: E,
): Promise<TypedLogDescription<E>["args"][]> {
  const address = await contract.getAddress();
  const found: TypedLogDescription<E>["args"][] = [];
  for (const log of receipt.logs) {
    if (log.address !== address) continue;
    const description = contract.interface.parseLog(log);
    if (description?.name === event.name) found.push(description.args as unknown as TypedLogDescription<E>["args"]);
  }
  return found;
}
