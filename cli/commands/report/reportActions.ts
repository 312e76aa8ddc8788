import { readFile } from "node:fs/promises";

import { Publisher } from "../../../sdk/clients/Publisher.js";
import type { SystemContracts } from "../../../sdk/deployment/SystemContracts.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import { InvalidReportError } from "../../../sdk/report/InvalidReportError.js";
import type { ReportFile } from "../../../sdk/report/ReportFile.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import { withContent } from "../../../sdk/stores/withContent.js";
import { considerReport } from "../../../supernode/considerReport.js";
import type { Deployment } from "../../../supernode/Deployment.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import { hearBulletins } from "../../../supernode/hearBulletins.js";
import { isSignatureOf } from "../../../supernode/isSignatureOf.js";
import type { Proposal } from "../../../supernode/Proposal.js";
import { MAXIMUM_REPORT_BYTES } from "../../../supernode/MAXIMUM_REPORT_BYTES.js";
import { proposeReport } from "../../../supernode/proposeReport.js";
import { rebuildReport } from "../../../supernode/rebuildReport.js";
import { Refusal } from "../../../supernode/Refusal.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { noteMissing } from "../../noteMissing.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseCount } from "../../parseCount.js";
import { readReports } from "../../readReports.js";
import { receiptFields } from "../../receiptFields.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { openSupernode } from "../node/openSupernode.js";
import { seatIn } from "../node/seatIn.js";
import { keptSignatures } from "./keptSignatures.js";
import { publications } from "./publications.js";
import { readNow } from "./readNow.js";
import { requireDue } from "./requireDue.js";
import { requireUnpublished } from "./requireUnpublished.js";
import { signedReportFile } from "./signedReportFile.js";

interface ReportOptions {
  readonly without: readonly string[];
}

/** What `virusmap report …` does. */
export const reportActions = { build, check, sign, publish, verify };

async function build(session: Session, path: string, options: ReportOptions): Promise<Outcome> {
  refuseDryRun(session.settings, `writes ${path}`);
  const contracts = await session.contracts();
  const { firstBlock } = await session.deployment();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const epoch = (await readNow(contracts)).epoch - 1n;
  if (epoch < 1n) {
    throw new CommandError(
      ExitCode.refused,
      "no epoch is over yet, so that there is nothing to report",
      "Wait for epoch 2.",
    );
  }
  await requireUnpublished(session, epoch);
  await noteMissing(session, "store");
  const before = await signedReportFile.readIfThere(path, deployment); // refused before any work
  const earlier = await earlierReports(session, epoch, options);
  const store = openStore(session.settings);
  const { proposal, contents, file, seats } = await orRefused(
    () => proposeReport(contracts, deployment, store, epoch, earlier, firstBlock, before),
    "there is no report yet",
    "Build it when more supernodes have told what they found: each does with `virusmap node scan`, once the epoch is over.",
  );
  const { report } = proposal;
  const signatures = await keptSignatures(session, path, deployment, proposal);
  await store.put([file]);
  await signedReportFile.write(path, deployment, { ...proposal, signatures });
  return {
    fields: [
      ...reportFields(report),
      { name: "proposer", label: "To be signed first by seat", value: await proposerOf(contracts, report) },
      { name: "verdicts", label: "Verdicts", value: contents.verdicts.length },
      { name: "bulletins", label: "Seats that told", value: seats.join(", ") },
      { name: "signatures", label: "Signatures so far", value: signatures.size },
      { name: "file", label: "Written to", value: path },
    ],
  };
}

async function proposerOf({ ledger }: SystemContracts, { epoch, round }: Report): Promise<number> {
  return Number(await ledger.proposerOf(epoch, round));
}

/** Reports before `epoch`: all of them, so that nothing is rewarded twice. */
async function earlierReports(session: Session, epoch: bigint, { without }: ReportOptions): Promise<ReportFile[]> {
  const missing = new Set(without.map((text) => parseCount(text, "epoch")));
  return [...(await readReports(session, epoch, missing)).values()];
}

/** A supernode's refusal as this command's. */
async function orRefused<T>(action: () => Promise<T>, what: string, advice: string): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new CommandError(ExitCode.refused, `${what}: ${error.message}`, advice);
  }
}

async function check(session: Session, path: string, options: ReportOptions): Promise<Outcome> {
  const contracts = await session.contracts();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const proposal = await signedReportFile.read(path, deployment);
  const { report, signatures } = proposal;
  const [published] = await publications(session, report.epoch);
  const isPublished = published !== undefined && toJson(published.report) === toJson(report);
  // Budgets have changed since a report was published: it is not built anew, and `report verify` reads its file.
  const built = isPublished ? undefined : await buildAnew(session, path, deployment, proposal, options);
  const rows: Field[][] = [];
  for (const [seat, signature] of signatures) {
    const isValid = await isSignatureOf(contracts, deployment, report, seat, signature);
    rows.push([
      { name: "seat", label: "Seat", value: seat },
      { name: "supernode", label: "Supernode", value: await contracts.council.holderOf(seat, report.epoch) },
      { name: "isValid", label: "Signature", value: isValid ? "valid" : "not its signer's", unit: "text" },
    ]);
  }
  return {
    fields: [
      ...reportFields(report),
      { name: "proposer", label: "To be signed first by seat", value: await proposerOf(contracts, report) },
      { name: "bulletins", label: "Built from seats", value: built?.seats ?? null },
      { name: "leftOut", label: "Seats that told and are left out", value: built?.leftOut ?? null },
      { name: "quorum", label: "Signatures needed", value: await contracts.council.QUORUM() },
      { name: "published", label: "Published in transaction", value: isPublished ? published.transaction : null },
    ],
    tables: [{ name: "signatures", title: "Signatures", rows, isWhole: true }],
  };
}

/** Builds a report that is due from the bulletins that it names; tells their seats, and whose it leaves out. */
async function buildAnew(
  session: Session,
  path: string,
  deployment: Deployment,
  proposal: Proposal,
  options: ReportOptions,
): Promise<{ seats: string; leftOut: string }> {
  const contracts = await session.contracts();
  const { firstBlock } = await session.deployment();
  const { report } = proposal;
  await requireDue(session, path, report);
  await noteMissing(session, "store");
  const earlier = await earlierReports(session, report.epoch, options);
  const store = openStore(session.settings);
  const { named } = await orRefused(
    () => rebuildReport(contracts, deployment, store, proposal, earlier, firstBlock),
    "this machine builds another report, or none",
    "Do not sign it. This machine's own, into another file: virusmap report build",
  );
  const heard = await hearBulletins(contracts, deployment, store, report.epoch, named.values());
  const leftOut = [...heard.keys()].filter((seat) => !named.has(seat)).sort((a, b) => a - b);
  return { seats: [...named.keys()].join(", "), leftOut: leftOut.join(", ") };
}

async function sign(session: Session, path: string, options: ReportOptions): Promise<Outcome> {
  refuseDryRun(session.settings, `adds a signature to ${path}, one for a round`);
  const contracts = await session.contracts();
  const { firstBlock } = await session.deployment();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const proposal = await signedReportFile.read(path, deployment);
  const { report } = proposal;
  await requireDue(session, path, report);
  const node = await openSupernode(session, []);
  await noteMissing(session, "store");
  const seat = await seatIn(contracts, node.address, report.epoch);
  if (seat === undefined) {
    throw new CommandError(
      ExitCode.refused,
      `${node.address} had no seat in epoch ${report.epoch}`,
      "Only the council of the report's epoch signs it.",
    );
  }
  const earlier = await earlierReports(session, report.epoch, options);
  const signature = await considerReport(contracts, deployment, { ...node, seat }, proposal, earlier, firstBlock);
  if (signature instanceof Refusal) {
    throw new CommandError(
      ExitCode.refused,
      `this supernode does not sign: ${signature.message}`,
      `Nothing was signed. When its round is over: virusmap report build ${path}`,
    );
  }
  // Read again: another supernode may have signed the same file meanwhile.
  const newest = await signedReportFile.read(path, deployment);
  const { signatures } = toJson(newest.report) === toJson(report) ? newest : proposal;
  const signedBefore = signatures.has(seat);
  const all = new Map(signatures).set(seat, signature);
  await signedReportFile.write(path, deployment, { ...proposal, signatures: all });
  return {
    fields: [
      ...reportFields(report),
      { name: "seat", label: "Signed for seat", value: seat },
      { name: "signedBefore", label: "It had this signature before", value: signedBefore },
      { name: "signatures", label: "Signatures so far", value: all.size },
      { name: "quorum", label: "Signatures needed", value: await contracts.council.QUORUM() },
    ],
  };
}

async function publish(session: Session, paths: string[]): Promise<Outcome> {
  const contracts = await session.contracts();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  let report: Report | undefined;
  const signatures = new Map<number, Signature>();
  for (const path of paths) {
    const copy = await signedReportFile.read(path, deployment);
    if (report !== undefined && toJson(copy.report) !== toJson(report)) {
      throw new CommandError(
        ExitCode.usage,
        `${path} is another report than ${paths[0] ?? ""}`,
        "Name copies of one report.",
      );
    }
    report = copy.report;
    for (const [seat, signature] of copy.signatures) {
      // Copies come from anybody: what is not the seat's own would replace what is, and end the transaction.
      if (await isSignatureOf(contracts, deployment, report, seat, signature)) signatures.set(seat, signature);
    }
  }
  if (report === undefined) throw new CommandError(ExitCode.usage, "no file was given", "Name a report's file.");
  await requireDue(session, paths[0] ?? "", report);
  const published = await new Publisher(contracts, await session.signer()).publish(report, signatures);
  return {
    fields: [
      ...reportFields(report),
      { name: "signers", label: "Signatures that counted", value: countBits(published.signers) },
      { name: "supernodeReward", label: "Paid to each signer", value: published.supernodeReward, unit: "VMT" },
      ...receiptFields(published.receipt),
    ],
  };
}

async function verify(session: Session, given?: string): Promise<Outcome> {
  const only = given === undefined ? undefined : parseCount(given, "epoch");
  await noteMissing(session, "store");
  const store = openStore(session.settings);
  const rows: Field[][] = [];
  for (const { report, signers } of await publications(session, only)) {
    const { epoch, submitterTotal, cid } = report;
    const contents = await withContent(store, cid, MAXIMUM_REPORT_BYTES, async (path) =>
      orInvalid(epoch, await readFile(path), report),
    );
    rows.push([
      { name: "epoch", label: "Epoch", value: epoch },
      { name: "verdicts", label: "Verdicts", value: contents.verdicts.length },
      { name: "rewards", label: "Accounts rewarded", value: contents.rewards.length },
      { name: "submitterTotal", label: "For submitters", value: submitterTotal, unit: "VMT" },
      { name: "signers", label: "Signatures", value: countBits(signers) },
    ]);
  }
  if (rows.length === 0) {
    const which = only === undefined ? "no report is published" : `epoch ${only} has no published report`;
    throw new CommandError(ExitCode.notFound, which, "`virusmap status` shows the epoch.");
  }
  return {
    fields: [{ name: "verified", label: "Reports that agree with their files", value: rows.length }],
    tables: [{ name: "reports", title: "Reports", rows, isOldestFirst: true }],
  };
}

/** What a quorum signed is final, whatever its file says: whoever buys by it must know. */
function orInvalid(epoch: bigint, file: Uint8Array, report: Report): ReportFile {
  try {
    return checkReport(file, report);
  } catch (error) {
    if (!(error instanceof InvalidReportError)) throw error;
    throw new CommandError(
      ExitCode.refused,
      `the published report of epoch ${epoch} is not what its file shows: ${error.message}`,
      "Do not rely on it: the seats that signed it are in its transaction. `virusmap report verify EPOCH` checks another.",
      { cause: error },
    );
  }
}

function reportFields({ epoch, round, cid, submitterTotal }: Report): Field[] {
  return [
    { name: "epoch", label: "Epoch", value: epoch },
    { name: "round", label: "To be published in round", value: round },
    { name: "cid", label: "Digest of the file", value: cid },
    { name: "submitterTotal", label: "For submitters", value: submitterTotal, unit: "VMT" },
  ];
}

function countBits(bits: bigint): number {
  return bits.toString(2).replaceAll("0", "").length;
}
