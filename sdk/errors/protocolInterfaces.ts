import type { Interface } from "ethers";

import type { deploymentOrder } from "../deployment/deploymentOrder.js";
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

/** The interfaces of every contract that is deployed and of the libraries that have errors of their own: the type says so. */
export const protocolInterfaces: Readonly<
  Record<(typeof deploymentOrder)[number]["contract"] | "PriceControllers", Interface>
> = {
  DataMarket: DataMarket__factory.createInterface(),
  EpochClock: EpochClock__factory.createInterface(),
  EquivocationFaults: EquivocationFaults__factory.createInterface(),
  PriceControllers: PriceControllers__factory.createInterface(),
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
