import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import type { Actors } from "./Actors.js";
import type { Journal } from "./Journal.js";

/** What every step works with. */
export interface Loop {
  readonly system: SystemContracts;
  readonly actors: Actors;
  readonly journal: Journal;
  readonly provider: HardhatEthers["provider"];
  /** A folder of this run alone, removed at the end. */
  readonly workspace: string;
  /** Time of the newest block, in Unix seconds. */
  readonly now: () => Promise<bigint>;
  /** Mines a block at `time`, in Unix seconds. */
  readonly moveTo: (time: bigint) => Promise<void>;
}
