import { ZeroAddress } from "ethers";

import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Session } from "../../Session.js";

/**
 * The key's own supernode.
 *
 * @throws {CommandError} for an account that never registered one
 */
export async function requireSupernode(session: Session): Promise<string> {
  const address = await (await session.signer()).getAddress();
  const { staking } = await session.contracts();
  if ((await staking.supernodeOf(address)).signer !== ZeroAddress) return address;
  throw new CommandError(
    ExitCode.refused,
    `${address} is no supernode`,
    "Name a supernode's key, or make this account one: virusmap node init, then virusmap node register.",
  );
}
