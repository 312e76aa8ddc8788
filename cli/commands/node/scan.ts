import { defaultEngines } from "../../../engines/defaultEngines.js";
import { groupBy } from "../../../engines/labels/groupBy.js";
import { KeyUnwrapper } from "../../../sdk/keys/KeyUnwrapper.js";
import { ContentError } from "../../../sdk/stores/ContentError.js";
import { OversizedContentError } from "../../../sdk/stores/OversizedContentError.js";
import { acknowledge } from "../../../supernode/acknowledge.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import { EXAMINING } from "../../../supernode/EXAMINING.js";
import type { Examination } from "../../../supernode/Examination.js";
import { examine } from "../../../supernode/examine.js";
import { handOverKey } from "../../../supernode/handOverKey.js";
import type { HandOverClaims } from "../../../supernode/HandOverClaims.js";
import { MAXIMUM_CIPHERTEXT_BYTES } from "../../../supernode/MAXIMUM_CIPHERTEXT_BYTES.js";
import { putBulletin } from "../../../supernode/putBulletin.js";
import { readHandOvers } from "../../../supernode/readHandOvers.js";
import { Refusal } from "../../../supernode/Refusal.js";
import type { StoredHandOver } from "../../../supernode/StoredHandOver.js";
import { SubmissionTimes } from "../../../supernode/SubmissionTimes.js";
import type { Supernode } from "../../../supernode/Supernode.js";
import { tellOnce } from "../../../supernode/tellOnce.js";
import { UnminedRoot } from "../../../supernode/UnminedRoot.js";
import { worthTelling } from "../../../supernode/worthTelling.js";
import { noteMissing } from "../../noteMissing.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import type { Progress } from "../../Progress.js";
import { readReports } from "../../readReports.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import { removeStale } from "../../removeStale.js";
import type { Session } from "../../Session.js";
import { acceptedFiles } from "./acceptedFiles.js";
import { handOverLists } from "./handOverLists.js";
import { openSupernode } from "./openSupernode.js";
import { seatIn } from "./seatIn.js";

interface ScanOptions {
  readonly tell?: boolean;
}

/**
 * Tells the other supernodes what this one found in the epoch that is over, by a signed bulletin in the store, one an epoch;
 * then checks and scans every hand-over in the store that it has not seen, and keeps what it accepts. What is announced costs
 * its time, and telling must not wait for that.
 */
export async function scan(session: Session, options: ScanOptions): Promise<Outcome> {
  refuseDryRun(session.settings, "scans, and tells the others what it found");
  return session.section(() => scanAll(session, options)); // a plaintext must not stay behind
}

async function scanAll(session: Session, options: ScanOptions): Promise<Outcome> {
  const engines = defaultEngines();
  try {
    const node = await openSupernode(session, engines);
    await noteMissing(session, "store");
    await removeStale(session, node.workspace, EXAMINING);
    const { clock } = await session.contracts();
    const bulletins = [];
    const over = (await clock.currentEpoch()) - 1n;
    if (await tell(session, node, over)) bulletins.push(over);
    const rows: Field[][] = [];
    const state: State = {
      node,
      times: new SubmissionTimes(await session.contracts()),
      keys: new KeyUnwrapper(node.encryptionKeys.privateKey),
      accepted: groupBy(node.examinations, ({ claims }) => contentOf(claims)),
      mined: new Set(node.examinations.map(({ claims }) => rootOf(claims))),
    };
    const reading = await clock.currentEpoch();
    const { toRead, givenUp } = await handOverLists.unread(node, reading);
    for (const digest of givenUp) {
      session.note(`The list of hand-overs ${digest} is given up: what it lacked has not come while it could count`);
      await handOverLists.finish(node, digest);
    }
    for (const digest of toRead) {
      const isComplete = await considerList(session, state, digest, (row) => rows.push(row));
      await (isComplete ? handOverLists.finish(node, digest) : handOverLists.delay(node, digest, reading));
    }
    // It is another one when the epoch ended meanwhile; what was told stays.
    const current = await clock.currentEpoch();
    for (const epoch of options.tell === true ? [current - 1n, current] : [current - 1n]) {
      if (!bulletins.includes(epoch) && (await tell(session, node, epoch))) bulletins.push(epoch);
    }
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

/** What a scan knows of the supernode, the chain, and the envelopes and hand-overs before. */
interface State {
  readonly node: Supernode;
  readonly times: SubmissionTimes;
  readonly keys: KeyUnwrapper;
  /** By `contentOf`. */
  readonly accepted: Map<string, Examination[]>;
  /** Roots of what was accepted before, by `rootOf`. */
  readonly mined: ReadonlySet<string>;
}

/** What the lines of one list have brought so far. */
interface ListState {
  /** Digests of ciphertexts. A list of a client never names one twice, and of a large one that does, each line would be fetched. */
  readonly fetched: Set<string>;
  /** Whether a line had a root that is not mined. A list of a client names one root; to make up others costs nothing. */
  hasUnmined: boolean;
}

/** @returns whether the list need not be looked at again */
async function considerList(
  session: Session,
  state: State,
  digest: string,
  found: (row: Field[]) => void,
): Promise<boolean> {
  const { chainId } = await session.deployment();
  const { registry } = await session.contracts();
  let isComplete = true;
  const list: ListState = { fetched: new Set(), hasUnmined: false };
  let bar: Progress = { advance: () => undefined, stop: () => undefined };
  const onCount = (count: number): void => {
    bar = session.progress(`Checking and scanning ${count} hand-overs`, count);
  };
  try {
    for await (const handOver of readHandOvers(
      state.node.store,
      chainId,
      await registry.getAddress(),
      digest,
      onCount,
    )) {
      session.checkpoint();
      const result = await consider(session, state, handOver, list);
      if (result?.isFinal === false) isComplete = false;
      if (result !== undefined) found(rowOf(handOver, result.text));
      bar.advance(1);
    }
  } catch (error) {
    // Anyone may announce what is not there or has no end: it must not keep the others' samples from being scanned.
    if (!(error instanceof ContentError)) throw error;
    session.note(`A list of hand-overs is announced, but ${error.message}`);
    return isComplete && error instanceof OversizedContentError;
  } finally {
    bar.stop();
  }
  return isComplete;
}

interface Result {
  readonly text: string;
  /** Whether the next scan would find the same. */
  readonly isFinal: boolean;
}

/**
 * What became of one sample: the labels, a refusal's reason, or that its root or bytes are not at hand. Undefined: nothing new.
 */
async function consider(
  session: Session,
  { node, times, keys, accepted, mined }: State,
  handOver: StoredHandOver,
  list: ListState,
): Promise<Result | undefined> {
  const { claims, wrappedKeys } = handOver;
  const contracts = await session.contracts();
  const known = accepted.get(contentOf(claims)) ?? [];
  if (known.some((examination) => handOverKey(examination.claims) === handOverKey(claims))) return undefined;
  if (list.hasUnmined && !mined.has(rootOf(claims)) && !times.knows(claims.aggregator, claims.root)) {
    return { text: "not yet: an earlier line of its list has another root, which is not submitted", isFinal: false };
  }
  const resultOf = (refusal: Refusal): Result => {
    const isFinal = !(refusal instanceof UnminedRoot);
    if (!isFinal) list.hasUnmined = true;
    return { text: `${isFinal ? "refused" : "not yet"}: ${refusal.message}`, isFinal };
  };
  const [same] = known;
  if (same !== undefined) {
    const result = await acknowledge(contracts, node, claims, same, times);
    if (result instanceof Refusal) return resultOf(result);
    await keep(node, accepted, result, await wrappedFor(node, same));
    return { text: "known, acknowledged under another root", isFinal: true };
  }

  const wrapped = wrappedKeys.get(node.address);
  if (wrapped === undefined) return undefined;
  try {
    const bring = async (target: string) => {
      if (list.fetched.has(claims.ciphertextCid)) throw new Refusal("an earlier line of its list names its ciphertext");
      list.fetched.add(claims.ciphertextCid);
      await node.store.fetchTo(claims.ciphertextCid, target, MAXIMUM_CIPHERTEXT_BYTES);
    };
    const result = await examine(contracts, node, handOver, bring, times, keys);
    if (result instanceof Refusal) return resultOf(result);
    await keep(node, accepted, result, wrapped);
    const labels = result.labels.flatMap(({ engine, label }) => (label === null ? [] : [`${engine}: ${label}`]));
    return { text: labels.length === 0 ? "nothing found" : labels.join(", "), isFinal: true };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { text: "unreachable", isFinal: false };
  }
}

function rootOf({ aggregator, root }: HandOverClaims): string {
  return `${aggregator}:${root}`.toLowerCase();
}

/** The same for one leaf, ciphertext and key, under whichever root. */
function contentOf(claims: HandOverClaims): string {
  return handOverKey({ ...claims, aggregator: "", root: "" });
}

async function keep(
  node: Supernode,
  accepted: Map<string, Examination[]>,
  examination: Examination,
  wrappedKey: string,
): Promise<void> {
  await acceptedFiles.write(node.workspace, examination, wrappedKey);
  const content = contentOf(examination.claims);
  accepted.set(content, [...(accepted.get(content) ?? []), examination]);
}

/** The envelope with which an accepted hand-over came: that of a copy need not open. */
async function wrappedFor({ workspace }: Supernode, { claims }: Examination): Promise<string> {
  const alike = await acceptedFiles.withKey(workspace, claims.keyCommitment);
  const found = alike.find(({ examination }) => handOverKey(examination.claims) === handOverKey(claims));
  if (found === undefined)
    throw new Error(`the key with the commitment ${claims.keyCommitment} is gone from ${workspace}`);
  return found.wrappedKey;
}

function rowOf({ claims }: StoredHandOver, result: string): Field[] {
  return [
    { name: "contentHash", label: "SHA-256", value: claims.sample.contentHash },
    { name: "result", label: "Result", value: result },
  ];
}

/**
 * Tells what was found out for the report of `epoch`, while that is not published and the supernode has a seat in it. A bulletin told
 * before is told again, unchanged.
 *
 * @returns whether it did
 */
async function tell(session: Session, node: Supernode, epoch: bigint): Promise<boolean> {
  const contracts = await session.contracts();
  if (epoch < 1n || (await contracts.ledger.signersOf(epoch)) !== 0n) return false;
  const seat = await seatIn(contracts, node.address, epoch);
  if (seat === undefined) return false;
  const deployment = await deploymentOf({ system: contracts, provider: await session.provider() });
  const earlier = [...(await readReports(session, epoch)).values()];
  const examinations = worthTelling(node.examinations, epoch, earlier);
  await putBulletin(node.store, await tellOnce(node, deployment, { seat, epoch, examinations }));
  return true;
}
