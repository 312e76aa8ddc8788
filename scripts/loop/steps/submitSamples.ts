import { Wallet } from "ethers";

import { MerkleTree } from "../../../sdk/trees/MerkleTree.js";
import type { HandOver } from "../HandOver.js";
import type { Input } from "../Input.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import { SubmitterClient } from "../SubmitterClient.js";

export interface Submission extends HandOver {
  readonly input: Input;
  /** Where the root's first submission stands in the log: time, block, index. */
  readonly submittedAt: bigint;
  readonly blockNumber: number;
  readonly logIndex: number;
}

/**
 * Two submitters: one with a wallet, who submits for himself, and one without any ETH, whose leaves an aggregator (the first
 * supernode) submits. Nothing but the leaf leaves the client before its root is on chain.
 */
export async function submitSamples(
  loop: Loop,
  inputs: readonly Input[],
  supernodes: readonly LocalSupernode[],
): Promise<readonly Submission[]> {
  const { actors, journal, workspace } = loop;
  const [aggregator] = supernodes;
  if (aggregator === undefined) throw new LoopFailed("there is no supernode to aggregate");
  const alone = new SubmitterClient(await actors.submitter.getAddress(), workspace);
  const withoutEth = new SubmitterClient(Wallet.createRandom().address, workspace);

  const submissions: Submission[] = [];
  const parts = [
    { client: alone, sender: actors.submitter, part: inputs.filter((_, index) => index % 2 === 0) },
    { client: withoutEth, sender: aggregator.operator, part: inputs.filter((_, index) => index % 2 === 1) },
  ];
  for (const { client, sender, part } of parts) {
    const sealed = [];
    for (const input of part) {
      journal.note(`hashing and encrypting ${input.name}, ${input.bytes} bytes`);
      sealed.push(await client.seal(input, journal.progress(`encrypting ${input.name}`)));
    }
    const tree = new MerkleTree(sealed.map(({ leaf }) => leaf));
    const senderAddress = await sender.getAddress();
    const receipt = await journal.sent("submit a root", loop.system.registry.connect(sender).submit(tree.root));
    const submittedAt = await loop.system.registry.submittedAt(senderAddress, tree.root);
    const [log] = receipt.logs;
    journal.check(
      "the root's time is recorded",
      submittedAt === (await loop.now()) && log !== undefined,
      `root ${tree.root} of ${sealed.length} samples`,
    );
    for (const item of sealed) {
      submissions.push({
        ...client.handOver(item, tree, senderAddress, supernodes),
        input: item.input,
        submittedAt,
        blockNumber: receipt.blockNumber,
        logIndex: log?.index ?? 0,
      });
    }
  }
  const balance = await loop.provider.getBalance(withoutEth.address);
  journal.check("the aggregated submitter owns no ETH", balance === 0n, withoutEth.address);
  return submissions;
}
