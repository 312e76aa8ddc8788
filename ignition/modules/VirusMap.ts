import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import DataMarket from "./DataMarket.js";
import EpochClock from "./EpochClock.js";
import EquivocationFaults from "./EquivocationFaults.js";
import RewardPool from "./RewardPool.js";
import SampleRegistry from "./SampleRegistry.js";
import Subscriptions from "./Subscriptions.js";
import SupernodeCouncil from "./SupernodeCouncil.js";
import SupernodeStaking from "./SupernodeStaking.js";
import TokenSale from "./TokenSale.js";
import TokenVesting from "./TokenVesting.js";
import VerdictLedger from "./VerdictLedger.js";
import VirusMapToken from "./VirusMapToken.js";

/**
 * The whole protocol, one transaction a contract. Contracts that need each other hold immutable addresses, which are
 * predicted from the deployer's nonces: each module therefore waits for the one before it, and nothing else may be sent
 * by the deployer in between. See docs/decisions/0001-wiring-by-predicted-addresses.md.
 */
export default buildModule("VirusMap", (m) => ({
  ...m.useModule(EpochClock),
  ...m.useModule(TokenVesting),
  ...m.useModule(VirusMapToken),
  ...m.useModule(SupernodeStaking),
  ...m.useModule(SupernodeCouncil),
  ...m.useModule(VerdictLedger),
  ...m.useModule(RewardPool),
  ...m.useModule(EquivocationFaults),
  ...m.useModule(DataMarket),
  ...m.useModule(Subscriptions),
  ...m.useModule(TokenSale),
  ...m.useModule(SampleRegistry),
}));
