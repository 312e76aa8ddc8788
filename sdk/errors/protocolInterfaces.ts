import type { Interface } from "ethers";

import {
  DataMarket__factory,
  EpochClock__factory,
  EquivocationFaults__factory,
  PriceControllers__factory,
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

/** The interfaces of all contracts and of the libraries that have errors of their own. */
export const protocolInterfaces: readonly Interface[] = [
  DataMarket__factory.createInterface(),
  EpochClock__factory.createInterface(),
  EquivocationFaults__factory.createInterface(),
  PriceControllers__factory.createInterface(),
  RewardPool__factory.createInterface(),
  SampleRegistry__factory.createInterface(),
  Subscriptions__factory.createInterface(),
  SupernodeCouncil__factory.createInterface(),
  SupernodeStaking__factory.createInterface(),
  TokenSale__factory.createInterface(),
  TokenVesting__factory.createInterface(),
  VerdictLedger__factory.createInterface(),
  VirusMapToken__factory.createInterface(),
];
