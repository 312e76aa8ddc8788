import { FunctionFragment, type Interface } from "ethers";

import type { deploymentOrder } from "../../sdk/deployment/deploymentOrder.js";
import {
  DataMarket__factory,
  EpochClock__factory,
  EquivocationFaults__factory,
  RewardPool__factory,
  SampleRegistry__factory,
  Subscriptions__factory,
  SupernodeCouncil__factory,
  SupernodeStaking__factory,
  TokenSale__factory,
  TokenVesting__factory,
  VerdictLedger__factory,
  VirusMapToken__factory,
} from "../../typechain-types/index.js";

const RECEIVE = "0x"; // the selector of a call without data

/** Every contract that is deployed, and no other: the type says so. */
const interfaces: Record<(typeof deploymentOrder)[number]["contract"], Interface> = {
  DataMarket: DataMarket__factory.createInterface(),
  EpochClock: EpochClock__factory.createInterface(),
  EquivocationFaults: EquivocationFaults__factory.createInterface(),
  RewardPool: RewardPool__factory.createInterface(),
  SampleRegistry: SampleRegistry__factory.createInterface(),
  Subscriptions: Subscriptions__factory.createInterface(),
  SupernodeCouncil: SupernodeCouncil__factory.createInterface(),
  SupernodeStaking: SupernodeStaking__factory.createInterface(),
  TokenSale: TokenSale__factory.createInterface(),
  TokenVesting: TokenVesting__factory.createInterface(),
  VerdictLedger: VerdictLedger__factory.createInterface(),
  VirusMapToken: VirusMapToken__factory.createInterface(),
};

/**
 * The functions of one of our contracts that may write, from selector to name: "RewardPool.claim". Overloads carry their
 * arguments: "TokenVesting.release(address)".
 */
export function writingFunctions(contract: keyof typeof interfaces): ReadonlyMap<string, string> {
  const { fragments, receive } = interfaces[contract];
  const writing = fragments
    .filter((fragment) => FunctionFragment.isFragment(fragment))
    .filter(({ constant }) => !constant);
  const functions = writing.map(({ name, selector, inputs }): [string, string] => {
    const overloaded = writing.filter((other) => other.name === name).length > 1;
    const types = overloaded ? `(${inputs.map(({ type }) => type).join(",")})` : "";
    return [selector, `${contract}.${name}${types}`];
  });
  return new Map(receive ? [...functions, [RECEIVE, `${contract}.receive`]] : functions);
}
