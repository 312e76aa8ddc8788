import type { BaseContract } from "ethers";

import type { ChainEvent } from "./ChainEvent.js";
import { inPieces } from "./inPieces.js";
import { providerOf } from "./providerOf.js";

/**
 * Reads all events of a contract, in the order of the chain.
 *
 * @param contract connected to a provider or to a signer that has one
 * @param fromBlock first block, the deployment's
 */
export async function readEvents(contract: BaseContract, fromBlock: number): Promise<ChainEvent[]> {
  const provider = providerOf(contract);
  const address = await contract.getAddress();
  const logs = await inPieces(
    fromBlock,
    "latest",
    (first, last) => provider.getLogs({ address, fromBlock: first, toBlock: last }),
    () => provider.getBlockNumber(),
  );
  const timestamps = new Map<number, bigint>();
  const events: ChainEvent[] = [];
  for (const log of logs) {
    const parsed = contract.interface.parseLog(log);
    if (parsed === null) continue;
    let timestamp = timestamps.get(log.blockNumber);
    if (timestamp === undefined) {
      const block = await provider.getBlock(log.blockNumber);
      if (block === null) throw new Error(`block ${log.blockNumber} has logs and is unknown to the provider`);
      timestamp = BigInt(block.timestamp);
      timestamps.set(log.blockNumber, timestamp);
    }
    const names = parsed.fragment.inputs.map((input) => input.name);
    const args = Object.fromEntries(names.map((name, index) => [name, parsed.args[index] as unknown]));
    events.push({ address: log.address, name: parsed.name, args, blockNumber: log.blockNumber, timestamp });
  }
  return events;
}
