import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { hexlify, randomBytes } from "ethers";

import { Claimer } from "../../../sdk/clients/Claimer.js";
import { confirm } from "../../../sdk/clients/confirm.js";
import { proofOfReward } from "../../../sdk/report/proofOfReward.js";
import { MerkleTree } from "../../../sdk/trees/MerkleTree.js";
import { sampleLeaf } from "../../../sdk/trees/sampleLeaf.js";
import { InvalidInput } from "../../../supernode/InvalidInput.js";
import { prepareInputs } from "../../../supernode/prepareInputs.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { readReports } from "../../readReports.js";
import { receiptFields } from "../../receiptFields.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { collectFiles } from "./collectFiles.js";
import { handOver } from "./handOver.js";
import { parsePolicy } from "./parsePolicy.js";
import { prepareSamples } from "./prepareSamples.js";
import { submissionFile } from "./submissionFile.js";

interface SubmitOptions {
  readonly tlp: string;
  readonly resale: boolean;
}

/** What `virusmap sample …` does. */
export const sampleActions = { submit, handOverAgain, list, claim };

async function handOverAgain(session: Session, root: string): Promise<Outcome> {
  const { chainId } = await session.deployment();
  const samples = await submissionFile.read(session.settings.home, chainId, root);
  const sender = await (await session.signer()).getAddress();
  return { fields: handOverFields(await handOver(session, sender, samples)) };
}

async function submit(session: Session, paths: string[], { tlp, resale }: SubmitOptions): Promise<Outcome> {
  const policy = parsePolicy(tlp, resale);
  const { home } = session.settings;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const workspace = await mkdtemp(join(home, "canonical-"));
  try {
    const { registry } = await session.contracts();
    const { chainId } = await session.deployment();
    const signer = await session.signer();
    // Every root costs the same, so that any tells whether it can be paid, before the work.
    const anyRoot = hexlify(randomBytes(32));
    const files = await collectFiles(paths);
    await session.checkEth(await registry.submit.populateTransaction(anyRoot));
    const inputs = await prepareInputs(files, workspace).catch((error: unknown) => {
      if (!(error instanceof InvalidInput)) throw error;
      throw new CommandError(ExitCode.usage, error.message, "Nothing was submitted.");
    });
    if (session.settings.dryRun) await registry.connect(signer).submit(anyRoot); // nothing is encrypted for a try

    const sender = await signer.getAddress();
    const store = openStore(session.settings);
    const samples = await prepareSamples(session, store, inputs, sender, policy);
    const { root } = new MerkleTree(samples.map((prepared) => sampleLeaf(prepared.sample)));
    await submissionFile.write(home, chainId, root, samples);
    const receipt = await confirm(registry.connect(signer).submit(root));
    const handedOver = await handOver(session, sender, samples);
    return {
      fields: [
        { name: "samples", label: "Samples", value: samples.length },
        { name: "root", label: "Root", value: root },
        ...handOverFields(handedOver),
        ...receiptFields(receipt),
      ],
    };
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

function handOverFields({ digest, supernodes, epoch }: Awaited<ReturnType<typeof handOver>>): Outcome["fields"] {
  return [
    { name: "handOver", label: "Handed over as", value: digest },
    { name: "supernodes", label: "Supernodes that can open it", value: supernodes },
    { name: "epoch", label: "Epoch", value: epoch },
  ];
}

async function list(session: Session): Promise<Outcome> {
  const { registry } = await session.contracts();
  const { chainId } = await session.deployment();
  const { home } = session.settings;
  const rows = [];
  for (const root of await submissionFile.list(home, chainId)) {
    const samples = await submissionFile.read(home, chainId, root);
    const submitter = samples[0]?.sample.submitter ?? "";
    const time = await registry.submittedAt(submitter, root);
    rows.push([
      { name: "root", label: "Root", value: root },
      { name: "samples", label: "Samples", value: samples.length },
      { name: "submitter", label: "Submitter", value: submitter },
      { name: "submittedAt", label: "Submitted", value: time, unit: "time" as const },
    ]);
  }
  return { fields: [], tables: [{ name: "submissions", title: "Submissions", rows }] };
}

async function claim(session: Session, given?: string): Promise<Outcome> {
  const account = await session.account(given);
  const contracts = await session.contracts();
  const claims = [];
  for (const [epoch, file] of await readReports(session)) {
    if (!file.rewards.some((reward) => reward.account === account.toLowerCase())) continue;
    if (!(await contracts.rewardPool.isClaimed(epoch, account))) claims.push(proofOfReward(file, account));
  }
  if (claims.length === 0) {
    throw new CommandError(
      ExitCode.notFound,
      `no published report that is in the store has an unclaimed reward of ${account}`,
      "`virusmap sample status` shows the verdicts; a reward comes with the report of the epoch.",
    );
  }
  const { receipt, amount } = await new Claimer(contracts, await session.signer()).claim(account, claims);
  return {
    fields: [
      { name: "amount", label: "Claimed", value: amount, unit: "VMT" },
      { name: "epochs", label: "Epochs", value: claims.map(({ epoch }) => epoch).join(", ") },
      ...receiptFields(receipt),
    ],
  };
}
