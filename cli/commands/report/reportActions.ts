import { readFile } from "node:fs/promises";

import { ZeroAddress } from "ethers";

import { Publisher } from "../../../sdk/clients/Publisher.js";
import { buildReport } from "../../../sdk/report/buildReport.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import { recoverReportSigner } from "../../../sdk/signatures/recoverReportSigner.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import { withContent } from "../../../sdk/stores/withContent.js";
import { considerReport } from "../../../supernode/considerReport.js";
import type { Deployment } from "../../../supernode/Deployment.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import { gatherBasis } from "../../../supernode/gatherBasis.js";
import { readBulletins } from "../../../supernode/readBulletins.js";
import { Refusal } from "../../../supernode/Refusal.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseCount } from "../../parseCount.js";
import { readReports } from "../../readReports.js";
import { receiptFields } from "../../receiptFields.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { openSupernode } from "../node/openSupernode.js";
import { seatIn } from "../node/seatIn.js";
import { signedReportFile } from "./signedReportFile.js";

/** What `virusmap report …` does. */
export const reportActions = { build, check, sign, publish, verify };

async function build(session: Session, path: string): Promise<Outcome> {
  const contracts = await session.contracts();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const epoch = (await contracts.clock.currentEpoch()) - 1n;
  if (epoch < 1n) {
    throw new CommandError(
      ExitCode.refused,
      "no epoch is over yet, so that there is nothing to report",
      "Wait for epoch 2.",
    );
  }
  const { report, file, contents, seats } = await rebuild(session, deployment, epoch);
  await openStore(session.settings).put([file]);
  await signedReportFile.write(path, deployment, report, new Map());
  return {
    fields: [
      ...reportFields(report),
      { name: "verdicts", label: "Verdicts", value: contents.verdicts.length },
      { name: "bulletins", label: "Seats that told", value: seats.join(", ") },
      { name: "file", label: "Written to", value: path },
    ],
  };
}

/** The report that follows from what the supernodes told. */
async function rebuild(session: Session, deployment: Deployment, epoch: bigint) {
  const contracts = await session.contracts();
  const bulletins = await readBulletins(contracts, deployment, openStore(session.settings), epoch);
  const earlier = [...(await readReports(session, epoch)).values()];
  const { inputs } = await gatherBasis(contracts, epoch, bulletins.values(), earlier);
  return { ...buildReport(inputs), seats: [...bulletins.keys()].sort((a, b) => a - b), bulletins, earlier };
}

async function check(session: Session, path: string): Promise<Outcome> {
  const contracts = await session.contracts();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const { report, signatures } = await signedReportFile.read(path, deployment);
  const own = await rebuild(session, deployment, report.epoch);
  const isSame = toJson(own.report) === toJson(report);
  const rows: Field[][] = [];
  for (const [seat, signature] of signatures) {
    const signer = recoverReportSigner(deployment.chainId, deployment.ledger, report, signature);
    const [supernode] = await contracts.staking.signerStatus(signer, report.epoch);
    const holder = await contracts.council.holderOf(seat, report.epoch);
    const isValid = supernode === holder && holder !== ZeroAddress;
    rows.push([
      { name: "seat", label: "Seat", value: seat },
      { name: "supernode", label: "Supernode", value: holder },
      { name: "isValid", label: "Signature", value: isValid ? "valid" : "not its signer's", unit: "text" },
    ]);
  }
  const quorum = await contracts.council.QUORUM();
  if (!isSame) {
    throw new CommandError(
      ExitCode.refused,
      `this machine builds ${toJson(own.report)}, the file has ${toJson(report)}`,
      "Do not sign it. A report of another round, or bulletins that came in between, need a new build.",
    );
  }
  return {
    fields: [...reportFields(report), { name: "quorum", label: "Signatures needed", value: quorum }],
    tables: [{ name: "signatures", title: "Signatures", rows }],
  };
}

async function sign(session: Session, path: string): Promise<Outcome> {
  const contracts = await session.contracts();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const { report, signatures } = await signedReportFile.read(path, deployment);
  const node = await openSupernode(session, []);
  const seat = await seatIn(contracts, node.address, report.epoch);
  if (seat === undefined) {
    throw new CommandError(
      ExitCode.refused,
      `${node.address} had no seat in epoch ${report.epoch}`,
      "Only the council of the report's epoch signs it.",
    );
  }
  const { bulletins, earlier } = await rebuild(session, deployment, report.epoch);
  for (const [from, bulletin] of bulletins) node.bulletins.set(from, bulletin);
  const signature = await considerReport(contracts, deployment, node, report, earlier);
  if (signature instanceof Refusal) {
    throw new CommandError(
      ExitCode.refused,
      `this supernode does not sign: ${signature.message}`,
      "Nothing was signed.",
    );
  }
  // Read again: another supernode may have signed the same file meanwhile.
  const newest = await signedReportFile.read(path, deployment);
  const all = toJson(newest.report) === toJson(report) ? new Map(newest.signatures) : new Map(signatures);
  const signedBefore = all.has(seat);
  all.set(seat, signature);
  await signedReportFile.write(path, deployment, report, all);
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
    for (const [seat, signature] of copy.signatures) signatures.set(seat, signature);
  }
  if (report === undefined) throw new CommandError(ExitCode.usage, "no file was given", "Name a report's file.");
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
  const { ledger } = await session.contracts();
  const { firstBlock } = await session.deployment();
  const only = given === undefined ? undefined : parseCount(given, "epoch");
  const store = openStore(session.settings);
  const rows: Field[][] = [];
  for (const { args } of await ledger.queryFilter(ledger.filters.ReportPublished(only), firstBlock)) {
    const { epoch, round, verdictsRoot, rewardsRoot, submitterTotal, storageTotal, cid } = args;
    const report = { epoch, round, verdictsRoot, rewardsRoot, submitterTotal, storageTotal, cid };
    const contents = await withContent(store, cid, async (path) => checkReport(await readFile(path), report));
    rows.push([
      { name: "epoch", label: "Epoch", value: epoch },
      { name: "verdicts", label: "Verdicts", value: contents.verdicts.length },
      { name: "rewards", label: "Accounts rewarded", value: contents.rewards.length },
      { name: "submitterTotal", label: "For submitters", value: submitterTotal, unit: "VMT" },
      { name: "signers", label: "Signatures", value: countBits(args.signers) },
    ]);
  }
  if (rows.length === 0) {
    const which = only === undefined ? "no report is published" : `epoch ${only} has no published report`;
    throw new CommandError(ExitCode.notFound, which, "`virusmap status` shows the epoch.");
  }
  return {
    fields: [{ name: "verified", label: "Reports that agree with their files", value: rows.length }],
    tables: [{ name: "reports", title: "Reports", rows }],
  };
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
