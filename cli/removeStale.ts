import { temporaryFolders } from "../supernode/temporaryFolders.js";
import type { Session } from "./Session.js";

/** Removes what earlier runs that were killed left in a folder, and names what it cannot remove: it may be a plaintext. */
export async function removeStale(session: Session, parent: string, ...purposes: string[]): Promise<void> {
  const left = await temporaryFolders.removeStale(parent, purposes);
  if (left.length > 0) session.note(`An earlier run left this, and it cannot be removed: ${left.join(", ")}`);
}
