// An epoch on chain: `playEpoch.ts FOLDER` reads what `buildEpoch.ts` left there, submits, publishes, claims and sells in
// the production deployment on a fresh chain inside this process, and prints the gas of each transaction as JSON.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { TransactionReceipt } from "ethers";
import { getBytes } from "ethers";

import { Buyer } from "../../../sdk/clients/Buyer.js";
import { Claimer } from "../../../sdk/clients/Claimer.js";
import { confirm } from "../../../sdk/clients/confirm.js";
import { Operator } from "../../../sdk/clients/Operator.js";
import { Publisher } from "../../../sdk/clients/Publisher.js";
import { buildReport } from "../../../sdk/report/buildReport.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import { proofOfReward } from "../../../sdk/report/proofOfReward.js";
import { proofOfVerdict } from "../../../sdk/report/proofOfVerdict.js";
import type { ReportFile } from "../../../sdk/report/ReportFile.js";
import { Kind } from "../../../sdk/types/Kind.js";
import type { Report } from "../../../sdk/types/Report.js";
import { benchEpochs } from "./benchEpochs.js";
import { epochFiles } from "./epochFiles.js";
import { ScaleSystem } from "./ScaleSystem.js";
import { syntheticEpoch } from "./syntheticEpoch.js";

const ZERO_BYTE_GAS = 4;
const BYTE_GAS = 16;
const HOUR = 3_600n;

interface Transaction {
  readonly gas: number;
  /** Of `gas`, what the calldata costs: it depends on how many of its bytes happen to be zero. */
  readonly calldataGas: number;
  readonly calldataBytes: number;
  /** Levels of the Merkle proof in it. */
  readonly depth: number;
}

const [folder = ""] = process.argv.slice(2);
const { submissionRoot, report } = await epochFiles.read(folder);
const contents = checkReport(await readFile(join(folder, epochFiles.reportFile)), report);

const system = await ScaleSystem.start();
const { registry } = system.contracts;
await closeEpoch(...warmUp());
await system.setNextTime(benchEpochs.measured, 2n * HOUR);
const submit = await measure(confirm(registry.connect(system.bystander).submit(submissionRoot)), 0);
const figures = await closeEpoch(report, contents);
console.log(JSON.stringify({ submit, ...figures }));
await system.close();

/** A report of one sample: what a running system has in its records. */
function warmUp(): [Report, ReportFile] {
  const first = buildReport(syntheticEpoch.inputsOf(1, benchEpochs.warmUp));
  return [first.report, first.contents];
}

/** In the epoch after that of the report: publication, a claim, and a sale. Each transaction has its own time. */
async function closeEpoch(published: Report, file: ReportFile): Promise<Record<string, Transaction>> {
  const { contracts, vendor, bystander } = system;
  const epoch = published.epoch + 1n;
  const signatures = await system.sign(published);
  await system.setNextTime(epoch, 60n);
  const publication = await new Publisher(contracts, bystander).publish(published, signatures);

  const claim = proofOfReward(file, syntheticEpoch.firstSubmitter);
  await system.setNextTime(epoch, HOUR);
  const claimed = await new Claimer(contracts, bystander).claim(syntheticEpoch.firstSubmitter, [claim]);

  const [provider] = system.supernodes;
  if (provider === undefined) throw new Error("There is no supernode to buy from");
  const proven = proofOfVerdict(file, Kind.FILE, syntheticEpoch.firstContent(published.epoch));
  const buyer = new Buyer(contracts, vendor);
  await system.setNextTime(epoch, HOUR + 60n);
  const purchase = await buyer.purchase({ ...proven, provider: provider.operator.address });
  await system.setNextTime(epoch, HOUR + 120n);
  const operator = new Operator(contracts, provider.operator);
  const delivered = await operator.deliver(purchase, syntheticEpoch.firstKey, provider.encryptionKey.privateKey);
  await system.setNextTime(epoch, HOUR + 180n);
  const accepted = await buyer.accept(purchase);

  return {
    publish: await measure(Promise.resolve(publication.receipt), 0),
    claim: await measure(Promise.resolve(claimed.receipt), claim.proof.length),
    purchase: await measure(Promise.resolve(purchase.receipt), proven.proof.length),
    deliver: await measure(Promise.resolve(delivered.receipt), 0),
    accept: await measure(Promise.resolve(accepted.receipt), 0),
  };
}

async function measure(mining: Promise<TransactionReceipt>, depth: number): Promise<Transaction> {
  const receipt = await mining;
  const { data } = await receipt.getTransaction();
  const bytes = getBytes(data);
  const calldataGas = bytes.reduce((sum, byte) => sum + (byte === 0 ? ZERO_BYTE_GAS : BYTE_GAS), 0);
  return { gas: Number(receipt.gasUsed), calldataGas, calldataBytes: bytes.length, depth };
}
