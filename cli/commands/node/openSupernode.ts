import { mkdir } from "node:fs/promises";

import type { Engine } from "../../../engines/Engine.js";
import type { Supernode } from "../../../supernode/Supernode.js";
import { noteMissing } from "../../noteMissing.js";
import { openStore } from "../../openStore.js";
import { requireWritable } from "../../requireWritable.js";
import type { Session } from "../../Session.js";
import { acceptedFiles } from "./acceptedFiles.js";
import { nodeFolder } from "./nodeFolder.js";
import { nodeKeys } from "./nodeKeys.js";
import { requireSupernode } from "./requireSupernode.js";

/** The key's own supernode, as it was left on disk. */
export async function openSupernode(session: Session, engines: readonly Engine[]): Promise<Supernode> {
  const address = await requireSupernode(session);
  await noteMissing(session, "home"); // before it is made
  await requireWritable(session.settings, "home");
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
