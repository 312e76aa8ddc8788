import { mkdir } from "node:fs/promises";

import { ZeroAddress } from "ethers";

import type { Engine } from "../../../engines/Engine.js";
import type { Supernode } from "../../../supernode/Supernode.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { acceptedFiles } from "./acceptedFiles.js";
import { nodeFolder } from "./nodeFolder.js";
import { nodeKeys } from "./nodeKeys.js";

/** The key's own supernode, as it was left on disk. */
export async function openSupernode(session: Session, engines: readonly Engine[]): Promise<Supernode> {
  const address = await (await session.signer()).getAddress();
  const { staking } = await session.contracts();
  if ((await staking.supernodeOf(address)).signer === ZeroAddress) {
    throw new CommandError(
      ExitCode.refused,
      `${address} is no supernode`,
      "Name a supernode's key, or make this account one: virusmap node init, then virusmap node register.",
    );
  }
  const workspace = await nodeFolder(session, address);
  await mkdir(workspace, { recursive: true, mode: 0o700 });
  const accepted = await acceptedFiles.all(workspace);
  return {
    address,
    ...(await nodeKeys.open(session, address)),
    engines,
    store: openStore(session.settings),
    workspace,
    contentKeys: new Map(),
    examinations: accepted.map(({ examination }) => examination),
  };
}
