import { join } from "node:path";

import { Wallet } from "ethers";

import { prepareSubmission } from "../../../sdk/clients/prepareSubmission.js";
import { Submitter } from "../../../sdk/clients/Submitter.js";
import { Policy } from "../../../sdk/types/Policy.js";
import type { Input } from "../../../supernode/Input.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import type { SubmittedInput } from "../SubmittedInput.js";

/**
 * Two submitters: one with a wallet, who submits for himself, and one without any ETH, whose leaves an aggregator (the first
 * supernode) submits. Nothing but the leaf leaves the client before its root is on chain.
 */
export async function submitSamples(
  loop: Loop,
  inputs: readonly Input[],
  supernodes: readonly LocalSupernode[],
): Promise<readonly SubmittedInput[]> {
  const { system, actors, journal, workspace } = loop;
  const [first] = supernodes;
  if (first === undefined) throw new LoopFailed("there is no supernode to aggregate");
  const withoutEth = Wallet.createRandom(loop.provider);
  const epoch = await system.clock.currentEpoch();

  const submissions: SubmittedInput[] = [];
  const parts = [
    { owner: actors.submitter, sender: actors.submitter, part: inputs.filter((_, index) => index % 2 === 0) },
    { owner: withoutEth, sender: first.operator, part: inputs.filter((_, index) => index % 2 === 1) },
  ];
  for (const { owner, sender, part } of parts) {
    const submitter = await owner.getAddress();
    const prepared = [];
    for (const input of part) {
      journal.note(`hashing and encrypting ${input.name}, ${input.bytes} bytes`);
      const ciphertext = join(workspace, `${inputs.indexOf(input)}.sealed`);
      const submission = await prepareSubmission(submitter, input.path, ciphertext, {
        kind: input.kind,
        policy: Policy.CLEAR,
        onProgress: journal.progress(`encrypting ${input.name}`),
      });
      prepared.push({ input, ciphertext, submission });
    }

    const submitting = new Submitter(system, sender).submit(prepared.map(({ submission }) => submission.leaf));
    const { tree, time } = await journal.confirmed("submit a root", submitting);
    const { root } = tree;
    journal.check(
      "the root's time is recorded",
      time === (await loop.now()),
      `root ${root} of ${prepared.length} samples`,
    );

    const client = new Submitter(system, owner);
    const wrappers = await client.keyWrappers(epoch);
    const aggregator = await sender.getAddress();
    for (const [index, { input, ciphertext, submission }] of prepared.entries()) {
      const { sample, leaf, salt, encrypted } = submission;
      const { ciphertextCid, keyCommitment } = encrypted;
      const proof = tree.proof(index);
      await client.requireSubmitted(aggregator, root, leaf, proof);
      submissions.push({
        input,
        claims: { sample, aggregator, root, proof, ciphertextCid, keyCommitment },
        salt,
        ciphertext,
        wrappedKeys: new Map([...wrappers].map(([node, wrapper]) => [node, wrapper.wrap(encrypted.key, leaf)])),
      });
    }
  }
  const balance = await loop.provider.getBalance(withoutEth.address);
  journal.check("the aggregated submitter owns no ETH", balance === 0n, withoutEth.address);
  return submissions;
}
