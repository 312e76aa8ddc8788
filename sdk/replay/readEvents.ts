import type { Interface, Provider } from "ethers";

import type { ChainEvent } from "./chainEvent.js";

/**
 * Reads all events of the given contracts, in the order of the chain.
 *
 * @param contracts interface of each contract, by address
 * @param fromBlock first block, the deployment's
 */
export async function readEvents(
  provider: Provider,
  contracts: ReadonlyMap<string, Interface>,
  fromBlock: number,
): Promise<ChainEvent[]> {
  const logs = await provider.getLogs({ address: [...contracts.keys()], fromBlock, toBlock: "latest" });
  const timestamps = new Map<number, bigint>();
  const events: ChainEvent[] = [];
  for (const log of logs) {
    const parsed = contracts.get(log.address)?.parseLog(log);
    if (parsed === null || parsed === undefined) continue;
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
