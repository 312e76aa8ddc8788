import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { defaultEngines } from "../../../engines/defaultEngines.js";
import { contentKey } from "../../../sdk/report/contentKey.js";
import { ContentError } from "../../../sdk/stores/ContentError.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import { examine } from "../../../supernode/examine.js";
import { putBulletin } from "../../../supernode/putBulletin.js";
import { readHandOvers } from "../../../supernode/readHandOvers.js";
import { Refusal } from "../../../supernode/Refusal.js";
import type { StoredHandOver } from "../../../supernode/StoredHandOver.js";
import type { Supernode } from "../../../supernode/Supernode.js";
import { tellOnce } from "../../../supernode/tellOnce.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import { readReports } from "../../readReports.js";
import type { Session } from "../../Session.js";
import { acceptedFiles } from "./acceptedFiles.js";
import { openSupernode } from "./openSupernode.js";
import { seatIn } from "./seatIn.js";

interface ScanOptions {
  readonly tell?: boolean;
}

/**
 * Checks and scans every hand-over in the store that this supernode has not seen, keeps what it accepts, and tells the
 * other supernodes by a signed bulletin in the store, one an epoch: once the epoch is over, unless asked to earlier.
 */
export async function scan(session: Session, options: ScanOptions): Promise<Outcome> {
  const engines = defaultEngines();
  try {
    const node = await openSupernode(session, engines);
    const contracts = await session.contracts();
    const { chainId } = await session.deployment();
    const registry = await contracts.registry.getAddress();
    const rows: Field[][] = [];
    for (const digest of await unseen(node)) {
      let isComplete = true;
      try {
        for await (const handOver of readHandOvers(node.store, chainId, registry, digest)) {
          const result = await consider(session, node, handOver);
          if (result === "unreachable") isComplete = false;
          if (result !== undefined) rows.push(rowOf(handOver, result));
        }
      } catch (error) {
        // Anyone may announce what is not there: it must not keep the others' samples from being scanned.
        if (!(error instanceof ContentError)) throw error;
        session.note(`A list of hand-overs is announced, but ${error.message}`);
        isComplete = false;
      }
      if (isComplete) await markSeen(node, digest);
    }
    const bulletins = await tell(session, node, options.tell === true);
    return {
      fields: [
        { name: "engines", label: "Engines", value: engines.map(({ name }) => name).join(", ") },
        { name: "examined", label: "Examined", value: rows.length },
        {
          name: "bulletins",
          label: "Told the others for",
          value: bulletins.map((epoch) => `epoch ${epoch}`).join(", "),
        },
      ],
      tables: [{ name: "samples", title: "Samples", rows }],
    };
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

/** What became of one sample: the labels, a refusal's reason, or that its bytes are not at hand. Undefined: known. */
async function consider(session: Session, node: Supernode, handOver: StoredHandOver): Promise<string | undefined> {
  const { claims, wrappedKeys } = handOver;
  const wrapped = wrappedKeys.get(node.address);
  if (wrapped === undefined || (await acceptedFiles.read(node.workspace, claims.keyCommitment)) !== undefined)
    return undefined;

  const folder = await mkdtemp(join(node.workspace, "incoming-"));
  try {
    const ciphertext = join(folder, "ciphertext");
    await node.store.fetchTo(claims.ciphertextCid, ciphertext);
    const result = await examine(await session.contracts(), node, { ...handOver, ciphertext });
    if (result instanceof Refusal) return `refused: ${result.message}`;
    await acceptedFiles.write(node.workspace, result, wrapped);
    const labels = result.labels.flatMap(({ engine, label }) => (label === null ? [] : [`${engine}: ${label}`]));
    return labels.length === 0 ? "nothing found" : labels.join(", ");
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return "unreachable";
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowOf({ claims }: StoredHandOver, result: string): Field[] {
  return [
    { name: "contentHash", label: "SHA-256", value: claims.sample.contentHash },
    { name: "result", label: "Result", value: result },
  ];
}

async function unseen(node: Supernode): Promise<string[]> {
  const folder = join(node.workspace, "seen");
  await mkdir(folder, { recursive: true });
  const seen = new Set(await readdir(folder));
  return (await node.store.announced("hand-overs")).filter((digest) => !seen.has(digest));
}

async function markSeen(node: Supernode, digest: string): Promise<void> {
  await writeFile(join(node.workspace, "seen", digest), "");
}

/**
 * Tells what was found out for the epoch that is over, while its report is not published. A bulletin told before is told again,
 * unchanged.
 *
 * @param early for this epoch too
 */
async function tell(session: Session, node: Supernode, early: boolean): Promise<bigint[]> {
  const contracts = await session.contracts();
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const current = await contracts.clock.currentEpoch();
  const reported = new Set(
    [...(await readReports(session)).values()].flatMap(({ verdicts }) =>
      verdicts.map(({ kind, contentHash }) => contentKey(kind, contentHash)),
    ),
  );
  const told = [];
  for (const epoch of early ? [current - 1n, current] : [current - 1n]) {
    if (epoch < 1n || (await contracts.ledger.signersOf(epoch)) !== 0n) continue;
    const seat = await seatIn(contracts, node.address, epoch);
    if (seat === undefined) continue;
    const examinations = node.examinations.filter(
      ({ acknowledgedIn, claims: { sample } }) =>
        acknowledgedIn <= epoch && !reported.has(contentKey(sample.kind, sample.contentHash.toLowerCase())),
    );
    await putBulletin(node.store, await tellOnce(node, deployment, { seat, epoch, examinations }));
    told.push(epoch);
  }
  return told;
}
