import { contentKey } from "../../../sdk/report/contentKey.js";
import { hashFile } from "../../../sdk/files/hashFile.js";
import type { Input } from "../../../supernode/Input.js";
import type { Session } from "../../Session.js";
import { submissionFile } from "./submissionFile.js";

/**
 * The roots of this machine with which `sender` submitted the same contents before, each with how many of them. A
 * submission that was begun and never mined does not count. Files are hashed only when there is one to compare with.
 */
export async function earlierSubmissions(
  session: Session,
  sender: string,
  inputs: readonly Input[],
): Promise<{ submitted: number; roots: { root: string; files: number }[] }> {
  const { registry } = await session.contracts();
  const { chainId } = await session.deployment();
  const { home } = session.settings;
  const rootOf = new Map<string, string>();
  for (const root of await submissionFile.list(home, chainId)) {
    if ((await registry.submittedAt(sender, root)) === 0n) continue;
    for (const { sample } of await submissionFile.read(home, chainId, root)) {
      if (sample.submitter === sender) rootOf.set(contentKey(sample.kind, sample.contentHash), root);
    }
  }
  if (rootOf.size === 0) return { submitted: 0, roots: [] };

  const files = new Map<string, number>();
  const bar = session.progress(`Comparing ${inputs.length} files with earlier submissions`, inputs.length);
  for (const { path, kind } of inputs) {
    session.checkpoint();
    const root = rootOf.get(contentKey(kind, (await hashFile(path)).sha256));
    if (root !== undefined) files.set(root, (files.get(root) ?? 0) + 1);
    bar.advance(1);
  }
  bar.stop();
  const roots = [...files].map(([root, count]) => ({ root, files: count }));
  return { submitted: roots.reduce((sum, each) => sum + each.files, 0), roots };
}
