import { join } from "node:path";

import type { Session } from "../../Session.js";

/** What one supernode keeps for itself: keys, what it accepted, what it signed. One folder for each operator and chain. */
export async function nodeFolder(session: Session, operator: string): Promise<string> {
  const { chainId } = await session.deployment();
  return join(session.settings.home, `chain-${chainId}`, `supernode-${operator}`);
}
