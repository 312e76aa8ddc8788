import { readCouncilKeys } from "../../../sdk/clients/readCouncilKeys.js";
import { KeyWrapper } from "../../../sdk/keys/KeyWrapper.js";
import { MerkleTree } from "../../../sdk/trees/MerkleTree.js";
import { sampleLeaf } from "../../../sdk/trees/sampleLeaf.js";
import { putHandOverLists } from "../../../supernode/putHandOverLists.js";
import type { StoredHandOver } from "../../../supernode/StoredHandOver.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { whyUnreadable } from "../../whyUnreadable.js";
import type { PreparedSample } from "./PreparedSample.js";
import { submissionFile } from "./submissionFile.js";

/**
 * Hands the samples of a mined root to the council of this epoch: wraps each content key to each seat holder and puts
 * the list into the store. Again in a later epoch, it reaches the holders of that one.
 *
 * @param sender who submitted the root
 * @returns the digest of the list, or of several for many samples, and how many supernodes can open it
 */
export async function handOver(
  session: Session,
  sender: string,
  samples: readonly PreparedSample[],
): Promise<{ digest: string; supernodes: number; epoch: bigint }> {
  const contracts = await session.contracts();
  const { chainId } = await session.deployment();
  const leaves = samples.map(({ sample }) => sampleLeaf(sample));
  const tree = new MerkleTree(leaves);
  if ((await contracts.registry.submittedAt(sender, tree.root)) === 0n) {
    throw new CommandError(
      ExitCode.refused,
      `${sender} has not submitted the root ${tree.root}`,
      "Submit it first: what is handed over earlier could be submitted by somebody else.",
    );
  }
  const epoch = await contracts.clock.currentEpoch();
  const keys = await readCouncilKeys(contracts, epoch);
  if (keys.size === 0) {
    throw new CommandError(
      ExitCode.notFound,
      `no supernode serves in epoch ${epoch}, so that nobody can take the samples`,
      `The root keeps its time. Once there is a council: virusmap sample hand-over ${tree.root}`,
    );
  }

  const bar = session.progress(`Wrapping ${samples.length} keys to ${keys.size} supernodes`, samples.length);
  const wrappers = new Map([...keys].map(([node, to]) => [node, new KeyWrapper(to)]));
  function* handOvers(): Iterable<StoredHandOver> {
    for (const [index, { sample, salt, key, keyCommitment, ciphertextCid }] of samples.entries()) {
      session.checkpoint();
      const leaf = leaves[index] ?? "";
      const wrappedKeys = new Map([...wrappers].map(([node, wrapper]) => [node, wrapper.wrap(key, leaf)]));
      const proof = tree.proof(index);
      yield {
        claims: { sample, aggregator: sender, root: tree.root, proof, ciphertextCid, keyCommitment },
        salt,
        wrappedKeys,
      };
      bar.advance(1);
    }
  }
  try {
    const store = openStore(session.settings);
    const registry = await contracts.registry.getAddress();
    const digests = await session.section(async () => {
      const put = await putHandOverLists(store, chainId, registry, handOvers());
      await submissionFile.addHandOver(session.settings.home, chainId, tree.root, epoch).catch((error: unknown) => {
        session.note(`Handed over, but --home could not note that: ${whyUnreadable(error)}`);
      });
      return put;
    });
    return { digest: digests.join(", "), supernodes: keys.size, epoch };
  } finally {
    bar.stop();
  }
}
