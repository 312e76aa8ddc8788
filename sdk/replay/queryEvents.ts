import type { BaseContract } from "ethers";

import type { TypedContractEvent, TypedDeferredTopicFilter, TypedEventLog } from "../../typechain-types/common.js";
import { inPieces } from "./inPieces.js";
import { providerOf } from "./providerOf.js";

interface Queryable<E extends TypedContractEvent> extends Pick<BaseContract, "runner"> {
  queryFilter(
    filter: TypedDeferredTopicFilter<E>,
    fromBlock: number,
    toBlock: number | "latest",
  ): Promise<TypedEventLog<E>[]>;
}

/**
 * The events of a contract that match a filter, in the order of the chain; in several calls when the node refuses the
 * whole range in one, as public nodes do.
 *
 * @param contract connected to a provider or to a signer that has one
 * @param fromBlock first block, at the earliest the deployment's
 * @param toBlock last block, by default the newest
 */
export async function queryEvents<E extends TypedContractEvent>(
  contract: Queryable<E>,
  filter: TypedDeferredTopicFilter<E>,
  fromBlock: number,
  toBlock: number | "latest" = "latest",
): Promise<TypedEventLog<E>[]> {
  return inPieces(
    fromBlock,
    toBlock,
    (from, to) => contract.queryFilter(filter, from, to),
    () => providerOf(contract).getBlockNumber(),
  );
}
