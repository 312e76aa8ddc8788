import { hexlify, randomBytes, type TransactionResponse } from "ethers";

import { Claimer } from "../../../sdk/clients/Claimer.js";
import { confirm } from "../../../sdk/clients/confirm.js";
import { queryEvents } from "../../../sdk/replay/queryEvents.js";
import { explainError } from "../../../sdk/errors/explainError.js";
import { proofOfReward } from "../../../sdk/report/proofOfReward.js";
import { MerkleTree } from "../../../sdk/trees/MerkleTree.js";
import { sampleLeaf } from "../../../sdk/trees/sampleLeaf.js";
import { Kind } from "../../../sdk/types/Kind.js";
import type { Input } from "../../../supernode/Input.js";
import { InvalidInput } from "../../../supernode/InvalidInput.js";
import { prepareInputs } from "../../../supernode/prepareInputs.js";
import { temporaryFolders } from "../../../supernode/temporaryFolders.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { noteMissing } from "../../noteMissing.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseHash } from "../../parseHash.js";
import { readReports } from "../../readReports.js";
import { receiptFields } from "../../receiptFields.js";
import { openStore } from "../../openStore.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import { removeFromStore } from "../../removeFromStore.js";
import { removeStale } from "../../removeStale.js";
import { requireWritable } from "../../requireWritable.js";
import type { Session } from "../../Session.js";
import { SimulatedError } from "../../simulation/SimulatedError.js";
import { PreparedError } from "../../wallets/PreparedError.js";
import { collectFiles } from "./collectFiles.js";
import { earlierSubmissions } from "./earlierSubmissions.js";
import { handOver } from "./handOver.js";
import { parsePolicy } from "./parsePolicy.js";
import type { PreparedSample } from "./PreparedSample.js";
import { prepareSamples } from "./prepareSamples.js";
import { submissionFile } from "./submissionFile.js";

const CANONICAL = "canonical"; // folder of URLs as they are submitted
const ENCRYPTING = "encrypting"; // folder of ciphertexts that are not yet in the store

interface SubmitOptions {
  readonly tlp: string;
  readonly resale: boolean;
  readonly again: boolean;
}

/** What `virusmap sample …` does. */
export const sampleActions = { submit, handOverAgain, list, claim };

async function handOverAgain(session: Session, root: string): Promise<Outcome> {
  refuseDryRun(session.settings, "puts the wrapped keys into the store");
  const { chainId } = await session.deployment();
  await noteMissing(session, "home");
  const samples = await submissionFile.read(
    session.settings.home,
    chainId,
    parseHash(root, "root", "`virusmap sample list` shows the submissions of this machine."),
  );
  const sender = await (await session.signer()).getAddress();
  return { fields: handOverFields(await handOver(session, sender, samples)) };
}

async function submit(session: Session, paths: string[], { tlp, resale, again }: SubmitOptions): Promise<Outcome> {
  const policy = parsePolicy(tlp, resale);
  const files = await collectFiles(paths);
  const { registry } = await session.contracts();
  const signer = await session.signer();
  const sender = await signer.getAddress();
  // Every root costs the same, so that any tells whether it can be paid, before the work.
  const anyRoot = hexlify(randomBytes(32));
  await session.checkEth(await registry.submit.populateTransaction(anyRoot));

  const prepare = async (folder: string) => {
    const prepared = await prepareInputs(
      files.map(({ path }) => path),
      folder,
    ).catch((error: unknown) => {
      if (!(error instanceof InvalidInput)) throw error;
      throw new CommandError(ExitCode.usage, error.message, "Nothing was submitted.");
    });
    const inputs = prepared.map((input, index) => ({ ...input, name: files[index]?.name ?? input.name }));
    if (!again) await checkNew(session, sender, inputs);
    if (session.settings.dryRun) await trySubmission(registry.connect(signer).submit(anyRoot), inputs, tlp);
    return sendNew(session, inputs, policy);
  };
  await requireWritable(session.settings, "home", ...(session.settings.dryRun ? [] : (["store"] as const)));
  const { home } = session.settings;
  await removeStale(session, home, CANONICAL, ENCRYPTING);
  const { samples, root, response } = await session.section(() => temporaryFolders.within(home, CANONICAL, prepare));
  const receipt = await confirm(Promise.resolve(response));
  const handedOver = await handOver(session, sender, samples);
  return {
    fields: [
      { name: "samples", label: "Samples", value: samples.length },
      { name: "root", label: "Root", value: root },
      ...handOverFields(handedOver),
      ...receiptFields(receipt),
    ],
  };
}

/**
 * Encrypts files into the store and sends their root. What fails before anything was sent leaves nothing behind: their keys are
 * fresh, so that another attempt could use none of it.
 */
async function sendNew(
  session: Session,
  inputs: readonly Input[],
  policy: bigint,
): Promise<{ samples: PreparedSample[]; root: string; response: TransactionResponse }> {
  const { registry } = await session.contracts();
  const { chainId } = await session.deployment();
  const signer = await session.signer();
  const submitter = await signer.getAddress();
  const { home } = session.settings;
  const stored = new Set<string>();
  let root: string | undefined;
  try {
    const store = openStore(session.settings);
    const samples = await temporaryFolders.within(home, ENCRYPTING, (folder) =>
      prepareSamples(session, store, inputs, { submitter, policy }, folder, (digest) => stored.add(digest)),
    );
    root = new MerkleTree(samples.map(({ sample }) => sampleLeaf(sample))).root;
    await submissionFile.write(home, chainId, root, samples);
    session.adviseAfterSending(
      `Once it is mined, hand the samples over: virusmap sample hand-over ${root}. The same command again submits none of them twice.`,
    );
    const response = await registry
      .connect(signer)
      .submit(root)
      .catch((error: unknown) => {
        throw explainError(error);
      });
    return { samples, root, response };
  } catch (error) {
    // A wallet's owners send later what was prepared; a node that did not answer may have the transaction.
    if (error instanceof PreparedError || session.hasSent) throw error;
    if (root !== undefined) await submissionFile.remove(home, chainId, root).catch(() => undefined);
    const left = await removeFromStore(session.settings, stored);
    if (left > 0)
      session.note(`${left} ciphertexts that belong to no submission are left in ${session.settings.store}`);
    throw error;
  }
}

/** Refuses files that were all submitted before: the earlier time counts, and a second transaction earns nothing. */
async function checkNew(session: Session, sender: string, inputs: readonly Input[]): Promise<void> {
  const { submitted, roots } = await earlierSubmissions(session, sender, inputs);
  if (submitted === 0) return;

  const { registry } = await session.contracts();
  const { chainId, firstBlock } = await session.deployment();
  const kept: string[] = []; // from the council so far
  const places: string[] = [];
  for (const { root, files } of roots) {
    const [event] = await queryEvents(registry, registry.filters.RootSubmitted(sender, root), firstBlock);
    const handOvers = await submissionFile.handOvers(session.settings.home, chainId, root);
    if (handOvers?.length === 0) kept.push(root);
    const state =
      { no: ", never handed over", unknown: ", and this home does not know whether they were handed over" }[
        epochsOf(handOvers)
      ] ?? "";
    places.push(`${files} with root ${root} in transaction ${event?.transactionHash ?? "unknown"}${state}`);
  }
  const earlier = `${submitted} of ${inputs.length} files were submitted before: ${places.join("; ")}`;
  const handOver = kept.map((root) => `virusmap sample hand-over ${root}`).join("; ");
  if (submitted < inputs.length) {
    const advice = kept.length === 0 ? "" : ` Hand over: ${handOver}`;
    session.note(`${earlier}. The earlier time counts for them.${advice}`);
    return;
  }
  const advice =
    kept.length === 0
      ? `To reach another council: virusmap sample hand-over ${roots[0]?.root ?? "ROOT"}.`
      : `The time counts only if the council gets them within three epochs: ${handOver}.`;
  throw new CommandError(
    ExitCode.refused,
    earlier,
    `Nothing was sent. ${advice} To submit them once more, add --again.`,
  );
}

/** Lets the transaction be simulated, and adds to what it would do what would be submitted. */
async function trySubmission(sending: Promise<unknown>, inputs: readonly Input[], tlp: string): Promise<void> {
  const names = Object.keys(Kind);
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
    throw new SimulatedError(error.simulation, {
      fields: [
        { name: "samples", label: "Samples", value: inputs.length, unit: "number" },
        { name: "bytes", label: "Bytes", value: inputs.reduce((sum, { bytes }) => sum + bytes, 0), unit: "number" },
        { name: "tlp", label: "Traffic light label", value: tlp },
      ],
      tables: [
        {
          name: "files",
          title: "Files that would be submitted",
          rows: inputs.map(({ name, kind, bytes }) => [
            { name: "file", label: "File", value: name },
            { name: "kind", label: "Kind", value: (names[kind] ?? "").toLowerCase() },
            { name: "bytes", label: "Bytes", value: bytes, unit: "number" },
          ]),
        },
      ],
    });
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
  await noteMissing(session, "home");
  const submissions = [];
  for (const root of await submissionFile.list(home, chainId)) {
    const samples = await submissionFile.read(home, chainId, root);
    const submitter = samples[0]?.sample.submitter ?? "";
    const handOvers = await submissionFile.handOvers(home, chainId, root);
    submissions.push({ root, samples, submitter, time: await registry.submittedAt(submitter, root), handOvers });
  }
  // What was never mined is at the end: it may be under way.
  const rows = submissions
    .sort((a, b) => Number(a.time === 0n) - Number(b.time === 0n) || Number(a.time - b.time))
    .map(({ root, samples, submitter, time, handOvers }) => [
      { name: "root", label: "Root", value: root },
      { name: "samples", label: "Samples", value: samples.length },
      { name: "submitter", label: "Submitter", value: submitter },
      { name: "submittedAt", label: "Submitted", value: time, unit: "time" as const },
      { name: "handedOver", label: "Handed over in epoch", value: epochsOf(handOvers) },
    ]);
  return { fields: [], tables: [{ name: "submissions", title: "Submissions", rows, isOldestFirst: true }] };
}

function epochsOf(handOvers: readonly bigint[] | undefined): string {
  if (handOvers === undefined) return "unknown";
  return handOvers.length === 0 ? "no" : handOvers.join(", ");
}

async function claim(session: Session, given?: string): Promise<Outcome> {
  const account = await session.account(given);
  const contracts = await session.contracts();
  await noteMissing(session, "store");
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
