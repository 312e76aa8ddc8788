import type { BaseContract, TransactionReceipt } from "ethers";

import type { TypedContractEvent, TypedLogDescription } from "../../typechain-types/common.js";
import { eventsOf } from "./eventsOf.js";

/** The arguments of the first event of one kind that `contract` logged in a transaction. See eventsOf. */
export async function eventOf<E extends TypedContractEvent>(
  contract: BaseContract,
  receipt: TransactionReceipt,
  event: E,
): Promise<TypedLogDescription<E>["args"]> {
  const [first] = await eventsOf(contract, receipt, event);
  if (first === undefined) throw new Error(`transaction ${receipt.hash} has no event ${event.name}`);
  return first;
}
