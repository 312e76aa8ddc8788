import type { Interface } from "ethers";

import type { SystemContracts } from "../deployment/SystemContracts.js";
import { protocolInterfaces } from "../errors/protocolInterfaces.js";
import type { WalletCall } from "./WalletCall.js";

const SUFFIX = "WithPermit";

/**
 * The calls by which a contract wallet does what a transaction with a permit does for a key: ERC-2612 permits are ECDSA
 * signatures, so the wallet approves the amount instead and calls the same function without a permit, in one batch. Any
 * other transaction is one call.
 */
export async function callsOf(contracts: SystemContracts, { to, value, data }: WalletCall): Promise<WalletCall[]> {
  const { staking, rewardPool, market, subscriptions, token } = contracts;
  const takers: [{ getAddress(): Promise<string> }, Interface][] = [
    [staking, protocolInterfaces.SupernodeStaking],
    [rewardPool, protocolInterfaces.RewardPool],
    [market, protocolInterfaces.DataMarket],
    [subscriptions, protocolInterfaces.Subscriptions],
  ];
  for (const [contract, abi] of takers) {
    if ((await contract.getAddress()) !== to) continue;
    const called = abi.parseTransaction({ data });
    if (called?.name.endsWith(SUFFIX) !== true) continue;

    const permit = called.args["permit"] as { value: bigint };
    const approval = token.interface.encodeFunctionData("approve", [to, permit.value]);
    const plain = abi.encodeFunctionData(called.name.slice(0, -SUFFIX.length), called.args.slice(0, -1));
    return [
      { to: await token.getAddress(), value: 0n, data: approval },
      { to, value, data: plain },
    ];
  }
  return [{ to, value, data }];
}
