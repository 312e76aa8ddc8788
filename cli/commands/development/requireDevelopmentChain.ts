import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";

/** The chain of Hardhat's and anvil's development nodes. */
const DEVELOPMENT_CHAIN = 31_337n;

/** Refuses a chain on which cheating costs real stake. */
export function requireDevelopmentChain(chainId: bigint): void {
  if (chainId === DEVELOPMENT_CHAIN) return;
  throw new CommandError(
    ExitCode.refused,
    `this is chain ${chainId}, and a wrong key would cost the supernode's bond there`,
    `Cheat on a development node only, chain ${DEVELOPMENT_CHAIN}.`,
  );
}
