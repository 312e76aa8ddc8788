import { open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";

import { expect } from "chai";
import { id as hashOf, Wallet, ZeroAddress, ZeroHash } from "ethers";

import type { Engine } from "../../engines/Engine.js";
import { MAX_LIST_ROWS } from "../../engines/labels/MAX_LIST_ROWS.js";
import { considerReport } from "../../supernode/considerReport.js";
import type { Deployment } from "../../supernode/Deployment.js";
import { deploymentOf } from "../../supernode/deploymentOf.js";
import { examine } from "../../supernode/examine.js";
import { exchangeBulletins } from "../../scripts/loop/exchangeBulletins.js";
import { gatherBasis } from "../../supernode/gatherBasis.js";
import { bulletinBytes } from "../../supernode/bulletinBytes.js";
import { bulletinTypedData } from "../../supernode/bulletinTypedData.js";
import { bulletinsTopic } from "../../supernode/bulletinsTopic.js";
import type { Envelope } from "../../supernode/Envelope.js";
import { fetchBulletin } from "../../supernode/fetchBulletin.js";
import { loadBulletins } from "../../supernode/loadBulletins.js";
import { MAXIMUM_BULLETIN_BYTES } from "../../supernode/MAXIMUM_BULLETIN_BYTES.js";
import { peekEnvelope } from "../../supernode/peekEnvelope.js";
import type { SignedBulletin } from "../../supernode/SignedBulletin.js";
import { hearBulletins } from "../../supernode/hearBulletins.js";
import type { HandOver } from "../../supernode/HandOver.js";
import type { HandOverClaims } from "../../supernode/HandOverClaims.js";
import { hasSignedLines } from "../../supernode/hasSignedLines.js";
import { labelsPath } from "../../supernode/labelsPath.js";
import type { LocalSupernode } from "../../scripts/loop/LocalSupernode.js";
import { MAXIMUM_CONTENT_BYTES } from "../../supernode/MAXIMUM_CONTENT_BYTES.js";
import { moveToEpoch } from "../../scripts/loop/moveToEpoch.js";
import { proposeReport } from "../../supernode/proposeReport.js";
import { prepareInputs } from "../../supernode/prepareInputs.js";
import { putBulletin } from "../../supernode/putBulletin.js";
import { readBudgets } from "../../supernode/readBudgets.js";
import { readLabels } from "../../supernode/readLabels.js";
import { readRoot } from "../../supernode/readRoot.js";
import { Refusal } from "../../supernode/Refusal.js";
import { scanSubmissions } from "../../scripts/loop/scanSubmissions.js";
import { signBulletin } from "../../supernode/signBulletin.js";
import { electCouncil } from "../../scripts/loop/steps/electCouncil.js";
import { publishReport } from "../../scripts/loop/steps/publishReport.js";
import { runSale } from "../../scripts/loop/steps/runSale.js";
import { sellContent } from "../../scripts/loop/steps/sellContent.js";
import { submitSamples } from "../../scripts/loop/steps/submitSamples.js";
import type { SubmittedInput } from "../../scripts/loop/SubmittedInput.js";
import { prepareSubmission } from "../../sdk/clients/prepareSubmission.js";
import { Submitter } from "../../sdk/clients/Submitter.js";
import { cidOf } from "../../sdk/files/cidOf.js";
import { hashFile } from "../../sdk/files/hashFile.js";
import { buildReport } from "../../sdk/report/buildReport.js";
import { proofOfVerdict } from "../../sdk/report/proofOfVerdict.js";
import { readReport } from "../../sdk/report/readReport.js";
import type { ReportFile } from "../../sdk/report/ReportFile.js";
import { testInputs } from "../../sdk/report/testInputs.js";
import { ContentError } from "../../sdk/stores/ContentError.js";
import { FolderStore } from "../../sdk/stores/FolderStore.js";
import { signReport } from "../../sdk/signatures/signReport.js";
import { sampleLeaf } from "../../sdk/trees/sampleLeaf.js";
import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import { Policy } from "../../sdk/types/Policy.js";
import type { Sample } from "../../sdk/types/Sample.js";
import { LoopFixture } from "./LoopFixture.js";

/** Of one vendor, who runs a supernode: nobody else has its labels. */
const vendorEngine: Engine = {
  name: "Vendor",
  version: "1",
  signatureVersion: "1",
  scan: () =>
    Promise.resolve({
      engine: "Vendor",
      version: "1",
      signatureVersion: "1",
      label: "Vendor.Finding",
      category: Category.SUSPICIOUS,
    }),
  close: () => Promise.resolve(),
};

async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe("supernodes that trust nobody", () => {
  let fixture: LoopFixture;
  let supernodes: readonly LocalSupernode[];
  let deployment: Deployment;
  let honest: readonly SubmittedInput[];
  let node: LocalSupernode;

  before(async () => {
    fixture = await LoopFixture.start();
    const { loop } = fixture;
    supernodes = fixture.supernodes.map((supernode) =>
      supernode.seat === 6 ? { ...supernode, engines: [...supernode.engines, vendorEngine] } : supernode,
    );
    deployment = await deploymentOf(loop);
    await runSale(loop);
    await electCouncil(loop, supernodes);
    // The third is the first's content again, by the same submitter under another key.
    const inputs = await prepareInputs(
      ["samples/eicar.com", "samples/notice.txt", "samples/eicar.com"],
      loop.workspace,
    );
    honest = await submitSamples(loop, inputs, supernodes);
    node = nodeAt(0);
  });

  after(async () => {
    await fixture.close();
  });

  function nodeAt(seat: number): LocalSupernode {
    const found = supernodes[seat];
    if (found === undefined) throw new Error(`there is no supernode ${seat}`);
    return found;
  }

  function honestAt(index: number): SubmittedInput {
    const found = honest[index];
    if (found === undefined) throw new Error(`there is no submission ${index}`);
    return found;
  }

  /** Submits a file alone under a root, as the sample that `change` makes of the honest one. */
  async function submit(name: string, content: string, kind: Kind, change: Partial<Sample> = {}): Promise<HandOver> {
    const { system, actors, workspace } = fixture.loop;
    const source = join(workspace, name);
    const ciphertext = `${source}.sealed`;
    await writeFile(source, content);
    const aggregator = await actors.submitter.getAddress();
    const prepared = await prepareSubmission(aggregator, source, ciphertext, { kind, policy: Policy.CLEAR });
    const sample = { ...prepared.sample, ...change };
    const submitter = new Submitter(system, actors.submitter);
    const { tree } = await submitter.submit([sampleLeaf(sample)]);
    const { key, ciphertextCid, keyCommitment } = prepared.encrypted;
    const claims = { sample, aggregator, root: tree.root, proof: [], ciphertextCid, keyCommitment };
    const wrappers = await submitter.keyWrappers(await system.clock.currentEpoch());
    const leaf = sampleLeaf(sample);
    const wrappedKeys = new Map([...wrappers].map(([node, wrapper]) => [node, wrapper.wrap(key, leaf)]));
    return { claims, salt: prepared.salt, ciphertext, wrappedKeys };
  }

  /** The same address in letters that contradict its checksum. */
  const wrongChecksum = (address: string): string =>
    address.replace(/[a-fA-F]/, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    );

  const claiming = (handOver: HandOver, change: Partial<HandOverClaims>): HandOver => ({
    ...handOver,
    claims: { ...handOver.claims, ...change },
  });

  async function filesOf({ workspace }: LocalSupernode): Promise<string[]> {
    return (await readdir(workspace, { recursive: true })).sort();
  }

  /** Every supernode refuses, and keeps nothing of it. */
  async function expectRefused(handOver: HandOver, reason: string | RegExp): Promise<void> {
    for (const supernode of supernodes) {
      const before = [await filesOf(supernode), supernode.examinations.length, supernode.contentKeys.size];
      const result = await examine(fixture.loop.system, supernode, handOver, handOver.ciphertext);
      expect(result).to.be.instanceOf(Refusal);
      expect((result as Refusal).message).to.match(typeof reason === "string" ? new RegExp(`^${reason}`) : reason);
      const after = [await filesOf(supernode), supernode.examinations.length, supernode.contentKeys.size];
      expect(after).to.deep.equal(before);
    }
  }

  it("refuse a key that is not the one committed to", async () => {
    const handOver = claiming(honestAt(0), { keyCommitment: hashOf("another key") });
    await expectRefused(handOver, "its key is not the one committed to");
  });

  it("refuse a submitter who did not have the bytes", async () => {
    const victim = await fixture.loop.actors.vendor.getAddress();
    const handOver = await submit("copied", "bytes of somebody else", Kind.FILE, { submitter: victim });
    await expectRefused(handOver, "its submitter did not have the bytes");
  });

  it("refuse a ciphertext with one flipped bit, by its digest and by its tag", async () => {
    const original = honestAt(0);
    const bytes = await readFile(original.ciphertext);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    const ciphertext = join(fixture.loop.workspace, "flipped");
    await writeFile(ciphertext, bytes);
    const { sha256 } = await hashFile(ciphertext);

    await expectRefused({ ...original, ciphertext }, `its ciphertext has the digest ${sha256}`);
    await expectRefused({ ...claiming(original, { ciphertextCid: sha256 }), ciphertext }, /it was changed or cut/);
  });

  it("refuse a URL that is not in canonical form, and a bundle that is none", async () => {
    const url = await submit("url", "HTTP://Login.Example/#1", Kind.URL);
    await expectRefused(url, /not the canonical form/);
    const bundle = await submit("bundle", "{}", Kind.INTEL);
    await expectRefused(bundle, /^Not to be submitted as INTEL/);
  });

  it("show a refused content only where its policy lets it be quoted, and its key elsewhere", async () => {
    const cases = [
      ["URL", Kind.URL, "HTTP://Secret.Example/#1"],
      ["INTEL", Kind.INTEL, '{"type":"bundle","id":"secret.example","objects":[]}'],
    ] as const;
    for (const [name, kind, content] of cases) {
      for (const policy of [Policy.GREEN | Policy.NO_RESALE, Policy.AMBER]) {
        const handOver = await submit("kept", content, kind, { policy });
        const refusal = (await examine(fixture.loop.system, node, handOver, handOver.ciphertext)) as Refusal;
        expect(refusal).to.be.instanceOf(Refusal);
        const shown = `Not to be submitted as ${name}: content ${kind}:${handOver.claims.sample.contentHash}, which`;
        expect(refusal.message.startsWith(shown), refusal.message).to.equal(policy === Policy.AMBER);
        // Nor in its cause.
        if (policy === Policy.AMBER) expect(inspect(refusal)).not.to.match(/secret/i);
      }
    }
  });

  it("refuse a root that was not mined, or not by this sender, and a leaf that is not in it", async () => {
    const { claims } = honestAt(0);
    const stranger = await fixture.loop.actors.vendor.getAddress();
    await expectRefused(claiming(honestAt(0), { aggregator: stranger }), `${stranger} has not submitted its root`);
    const unmined = sampleLeaf(claims.sample);
    await expectRefused(
      claiming(honestAt(0), { root: unmined, proof: [] }),
      `${claims.aggregator} has not submitted its root ${unmined}`,
    );
    await expectRefused(claiming(honestAt(0), { proof: [ZeroHash] }), "its leaf is not in its root");
  });

  it("refuse malformed claims, a missing key, and what is larger than the limit", async () => {
    await expectRefused(claiming(honestAt(0), { aggregator: "nobody" }), "its claims are malformed");
    const { aggregator } = honestAt(0).claims;
    await expectRefused(claiming(honestAt(0), { aggregator: wrongChecksum(aggregator) }), "its claims are malformed");
    await expectRefused({ ...honestAt(0), wrappedKeys: new Map() }, "its key is not wrapped to this supernode");
    const ciphertext = join(fixture.loop.workspace, "huge");
    const file = await open(ciphertext, "w");
    await file.truncate(MAXIMUM_CONTENT_BYTES * 2);
    await file.close();
    await expectRefused({ ...honestAt(0), ciphertext }, `its ciphertext has ${MAXIMUM_CONTENT_BYTES * 2} bytes, above`);
  });

  it("read time and place of a root from the chain", async () => {
    const { system } = fixture.loop;
    const { aggregator, root } = honestAt(0).claims;
    const mined = await readRoot(system, aggregator, root, 0);
    const [event] = await system.registry.queryFilter(system.registry.filters.RootSubmitted(aggregator, root));
    const block = await event?.getBlock();
    expect(mined).to.deep.equal({
      time: BigInt(block?.timestamp ?? 0),
      blockNumber: BigInt(event?.blockNumber ?? 0),
      logIndex: BigInt(event?.index ?? -1),
    });
    expect(await readRoot(system, aggregator, hashOf("no root"), 0)).to.equal(undefined);
    const first = event?.blockNumber ?? 0;
    expect(await readRoot(system, aggregator, root, first)).to.deep.equal(mined);
    expect(await readRoot(system, aggregator, root, first + 1)).to.equal(undefined);
  });

  it("accept the honest hand-overs beside them, and keep each key of a content", async () => {
    // The later one first: which key is delivered must not depend on who came first to this supernode.
    const refusals = await scanSubmissions(fixture.loop, honest.toReversed(), supernodes);

    expect(refusals.size).to.equal(0);
    for (const { contentKeys, examinations } of supernodes) {
      expect(contentKeys.size).to.equal(3);
      expect(examinations).to.have.length(3);
    }
    await expectRefused(claiming(honestAt(0), { keyCommitment: hashOf("another key") }), "its key is not the one");
  });

  /** By a key that nobody registered, for a seat that nobody held: both are the zero address. */
  async function strangersForEmptySeats() {
    const { council, clock } = fixture.loop.system;
    const epoch = (await clock.currentEpoch()) - 1n;
    expect(await council.holderOf(0, epoch)).to.equal(ZeroAddress);
    return [await signBulletin(deployment, Wallet.createRandom(), { seat: 0, epoch, examinations: [] })];
  }

  it("believe only bulletins that the holder of a seat signed, for this deployment", async () => {
    const { system } = fixture.loop;
    const epoch = await system.clock.currentEpoch();
    const bulletin = { seat: 0, epoch, examinations: node.examinations };
    const signed = await signBulletin(deployment, node.signer, bulletin);
    const { envelope, lines } = signed;
    const store = new FolderStore(join(fixture.loop.workspace, "believed"));
    const fetched = async (other: SignedBulletin) =>
      fetchBulletin(system, deployment, store, await store.put(bulletinBytes(other)));
    const heard = await fetched(signed);
    expect(heard).to.deep.include(envelope);
    expect(await loadBulletins(store, heard === null ? [] : [heard], 1)).to.deep.equal([bulletin]);
    const changed = (change: Partial<Envelope>): SignedBulletin => ({ lines, envelope: { ...envelope, ...change } });
    const others = [
      await signBulletin(deployment, nodeAt(1).signer, bulletin),
      await signBulletin({ ...deployment, chainId: 1n }, node.signer, bulletin),
      await signBulletin({ ...deployment, ledger: node.address }, node.signer, bulletin),
      await signBulletin(deployment, node.signer, { ...bulletin, seat: 7 }),
      await signBulletin(deployment, node.signer, { ...bulletin, seat: 63 }),
      await signBulletin(deployment, Wallet.createRandom(), bulletin),
      ...(await strangersForEmptySeats()),
      changed({ seat: 1 }),
      changed({ seat: 64 }),
      // By which the calls that read them would throw.
      changed({ epoch: 2n ** 32n }),
      changed({ epoch: -1n }),
      changed({ signature: "0x" }),
      changed({ signature: `0x${"00".repeat(65)}` }),
      // Other lines than were signed, of the same size and of others.
      { envelope, lines: [Buffer.alloc(envelope.size)] },
      { envelope, lines: [] },
      { envelope: { ...envelope, size: 0 }, lines: [] },
      { envelope, lines: [...(lines as Iterable<Uint8Array>), Buffer.from("\n")] },
    ];
    for (const [index, other] of others.entries()) expect(await fetched(other), String(index)).to.equal(null);
  });

  it("pass over the malformed lines of a bulletin, and read the others", async () => {
    const { system } = fixture.loop;
    const epoch = await system.clock.currentEpoch();
    const store = new FolderStore(join(fixture.loop.workspace, "malformed"));
    const [first, second, third] = node.examinations;
    if (first === undefined || second === undefined || third === undefined) throw new Error("there are too few");
    const { aggregator } = second.claims;
    const misspelt = { ...second, claims: { ...second.claims, aggregator: wrongChecksum(aggregator) } };
    const huge = { ...second, labels: second.labels.map((label) => ({ ...label, label: "x".repeat(2 ** 16) })) };
    const examinations = [first, misspelt, huge, third];
    const digest = await putBulletin(
      store,
      await signBulletin(deployment, node.signer, { seat: 0, epoch, examinations }),
    );
    const heard = await fetchBulletin(system, deployment, store, digest);
    expect(heard?.digest).to.equal(digest);
    const [loaded] = await loadBulletins(store, heard === null ? [] : [heard], 1);
    expect(loaded?.examinations).to.deep.equal([first, third]);
  });

  it("copy no more of what lies in the place of a bulletin than the bulletin has", async () => {
    const { system } = fixture.loop;
    const epoch = await system.clock.currentEpoch();
    const folder = join(fixture.loop.workspace, "swapped");
    const store = new FolderStore(folder);
    const { examinations } = node;
    const signed = await signBulletin(deployment, node.signer, { seat: 0, epoch, examinations });
    const digest = await putBulletin(store, signed);
    const heard = await fetchBulletin(system, deployment, store, digest);
    if (heard === null) throw new Error("it was not heard");
    expect(await hasSignedLines(store, digest, heard)).to.equal(true);

    const bytes = 2 ** 36; // takes no room, and minutes to read
    await truncate(join(folder, cidOf(digest)), bytes);
    expect(await hasSignedLines(store, digest, heard)).to.equal(false);
    const error: unknown = await loadBulletins(store, [heard], 1).catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(ContentError)
      .and.have.property("message", `content ${digest}: it has ${bytes} bytes, above ${heard.size + 1_024}`);
  });

  it("keep no rows of labels that cannot count", async () => {
    const { system } = fixture.loop;
    const epoch = await system.clock.currentEpoch();
    const store = new FolderStore(join(fixture.loop.workspace, "rows"));
    const [first, second] = node.examinations;
    const [row] = first?.labels ?? [];
    if (first === undefined || second === undefined || row === undefined) throw new Error("there are too few");
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...row, engine: `engine ${String(index)}` }));
    const examinations = [
      { ...first, labels: [...rows(MAX_LIST_ROWS - 1), { ...row, engine: "x".repeat(60_000) }] },
      { ...second, labels: rows(MAX_LIST_ROWS + 1) },
    ];
    const signed = await signBulletin(deployment, node.signer, { seat: 0, epoch, examinations });
    const heard = await fetchBulletin(system, deployment, store, await putBulletin(store, signed));
    const [loaded] = await loadBulletins(store, heard === null ? [] : [heard], 1);
    const expected = [
      { ...first, labels: rows(MAX_LIST_ROWS - 1) },
      { ...second, labels: [] },
    ];
    expect(loaded?.examinations).to.deep.equal(expected);
  });

  it("pass over what was announced and is not there, is damaged, or is no bulletin", async () => {
    const { system, workspace } = fixture.loop;
    const epoch = await system.clock.currentEpoch();
    const folder = join(workspace, "announced");
    const store = new FolderStore(folder);
    const [lost, damaged, garbage] = await Promise.all(
      ["lost", "damaged", "garbage"].map((text) => store.put([Buffer.from(text)])),
    );
    for (const digest of [lost, damaged, garbage]) await store.announce(bulletinsTopic(epoch), digest ?? "");
    await rm(join(folder, cidOf(lost ?? "")));
    await writeFile(join(folder, cidOf(damaged ?? "")), "other bytes");
    await writeFile(join(folder, `${bulletinsTopic(epoch)}.DS_Store`), "");
    const bulletin = { seat: 0, epoch, examinations: node.examinations };
    await putBulletin(store, await signBulletin(deployment, node.signer, bulletin));

    const heard = await hearBulletins(system, deployment, store, epoch);

    expect([...heard.keys()]).to.deep.equal([0]);
  });

  /** Counts what a supernode asks the chain and fetches when it hears what is announced for `epoch`. */
  async function countedHearing(store: FolderStore, epoch: bigint) {
    const { system } = fixture.loop;
    const asked: string[] = [];
    const counting = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (of, name): unknown => {
          asked.push(String(name));
          return Reflect.get(of, name);
        },
      });
    const fetched: string[] = [];
    const watched = counting(store);
    watched.fetchTo = async (digest, target) => {
      fetched.push(digest);
      await FolderStore.prototype.fetchTo.call(store, digest, target);
    };
    const contracts = { council: counting(system.council), staking: counting(system.staking) };
    const heard = await hearBulletins(contracts, deployment, watched, epoch);
    const calls = asked.filter((name) => ["signerStatus", "SEATS", "holderOf"].includes(name));
    return { heard, fetched, calls };
  }

  /** An envelope of any size by the holder of seat 0. */
  async function claimingSize(epoch: bigint, size: number): Promise<Envelope> {
    const unsigned = { ...deployment, seat: 0, epoch, size, contents: ZeroHash };
    const { domain, types, message } = bulletinTypedData(unsigned);
    return { ...unsigned, signature: await node.signer.signTypedData(domain, types, message) };
  }

  it("ask the chain and fetch only for what the holder of a seat may have signed for the epoch", async () => {
    const { system, workspace } = fixture.loop;
    const epoch = await system.clock.currentEpoch();
    const store = new FolderStore(join(workspace, "economical"));
    const bulletin = { seat: 0, epoch, examinations: node.examinations };
    const announce = async (content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> =>
      store.announce(bulletinsTopic(epoch), await store.put(content));
    // What nobody has to ask about: another epoch's, of either topic, what is none, and what is not of the size signed.
    for (const told of [epoch - 1n, epoch + 1n]) {
      const other = await signBulletin(deployment, node.signer, { ...bulletin, epoch: told });
      await putBulletin(store, other);
      await announce(bulletinBytes(other));
    }
    await announce([Buffer.alloc(3 << 20, " ")]);
    for (const size of [1, 3, MAXIMUM_BULLETIN_BYTES, MAXIMUM_BULLETIN_BYTES + 1]) {
      await announce(bulletinBytes({ envelope: await claimingSize(epoch, size), lines: [Buffer.from("\n\n")] }));
    }
    expect(await countedHearing(store, epoch)).to.deep.equal({ heard: new Map(), fetched: [], calls: [] });
    // A stranger's bulletin costs one call, and nobody fetches it.
    const stranger = { ...bulletin, examinations: [] };
    await putBulletin(store, await signBulletin(deployment, Wallet.createRandom(), stranger));
    expect(await countedHearing(store, epoch)).to.deep.equal({
      heard: new Map(),
      fetched: [],
      calls: ["signerStatus"],
    });
    // The same twice, as anybody can store it, costs as much as once.
    const signed = await signBulletin(deployment, node.signer, bulletin);
    await putBulletin(store, signed);
    const [line = "", ...lines] = (await collected(bulletinBytes(signed))).map(String);
    await announce([Buffer.from([line.replace("{", "{ "), ...lines].join(""))]);
    const { heard, fetched, calls } = await countedHearing(store, epoch);
    expect([...heard.keys()]).to.deep.equal([0]);
    expect(fetched).to.deep.equal(heard.get(0)?.map(({ digest }) => digest));
    expect(calls.toSorted()).to.deep.equal(["SEATS", "holderOf", "signerStatus", "signerStatus"]);
    const again = await hearBulletins(system, deployment, store, epoch, heard.get(0));
    expect(again).to.deep.equal(heard);
  });

  it("read envelopes up to the largest bulletin, and none beyond it", async () => {
    for (const [size, isRead] of [
      [MAXIMUM_BULLETIN_BYTES, true],
      [MAXIMUM_BULLETIN_BYTES + 1, false],
    ] as const) {
      const envelope = await claimingSize(1n, size);
      const [start = Buffer.alloc(0)] = await collected(bulletinBytes({ envelope, lines: [] }));
      const peek = () => Promise.resolve({ size: start.length + size, start });
      expect(await peekEnvelope(deployment, { peek }, ZeroHash)).to.deep.equal(isRead ? envelope : null);
    }
  });

  it("propose nothing, and sign nothing, without a bulletin that others have, until they have it", async () => {
    const { loop } = fixture;
    const { system } = loop;
    const epoch = await system.clock.currentEpoch();
    await moveToEpoch(loop, epoch + 1n);
    await exchangeBulletins(loop, supernodes, epoch);
    const loser = nodeAt(1); // whose turn it is in the first round
    expect(await system.ledger.proposerOf(epoch, 0)).to.equal(1n);
    const [lost] = (await hearBulletins(system, deployment, loser.store, epoch)).get(6) ?? [];
    if (lost === undefined) throw new Error("there is no bulletin of seat 6");
    const path = join(loser.workspace, "store", cidOf(lost.digest));
    const bytes = await readFile(path);
    await rm(path);

    const { proposal } = await proposeReport(system, deployment, node.store, epoch, []);
    expect((await proposeReport(system, deployment, nodeAt(6).store, epoch, [])).proposal).to.deep.equal(proposal);
    const nothing = await proposeReport(system, deployment, loser.store, epoch, []).catch((error: unknown) => error);
    expect(nothing).to.be.instanceOf(Refusal);
    expect((nothing as Refusal).message).to.equal(
      "in round 0 a report needs the bulletins of all seats that are held, and it lacks 6",
    );

    const refusal = await considerReport(system, deployment, loser, proposal, []);
    expect((refusal as Refusal).message).to.equal(
      `the bulletin ${lost.digest} that it names is not at hand, or not signed by the holder of its seat`,
    );

    await writeFile(path, bytes);
    const late = { ...proposal.report, round: 9n };
    const turn = Number(await system.ledger.proposerOf(epoch, late.round));
    const signature = await signReport(nodeAt(turn).signer, deployment.chainId, deployment.ledger, late);
    const tooLate = { ...proposal, report: late, signatures: new Map([[turn, signature]]) };
    expect(((await considerReport(system, deployment, loser, tooLate, [])) as Refusal).message).to.equal(
      "its bulletins make a report with round 0 and not 9",
    );
    expect(await considerReport(system, deployment, loser, proposal, [])).not.to.be.instanceOf(Refusal);
    await rm(path);
  });

  it("value a variant of what an earlier report rewarded by its distance, as all do who read that report", async () => {
    const { system } = fixture.loop;
    const epoch = (await system.clock.currentEpoch()) - 1n;
    const { contentHash } = honestAt(0).claims.sample;
    const heard = await hearBulletins(system, deployment, node.store, epoch);
    const alike = (await loadBulletins(node.store, [...heard.values()].flat(), 5)).map((bulletin) => ({
      ...bulletin,
      examinations: bulletin.examinations.map((examination) =>
        examination.claims.sample.contentHash === contentHash
          ? { ...examination, similarity: testInputs.tlsh(15) }
          : examination,
      ),
    }));
    const earlier = buildReport(
      testInputs.inputs({
        submissions: [testInputs.submission("ann", "known")],
        scans: [testInputs.scan("known", { tlsh: testInputs.tlsh(0) })],
      }),
    );
    const { proposed } = await readBudgets(system, epoch);
    const scoreGiven = async (reports: readonly ReportFile[]) => {
      const { contents } = buildReport((await gatherBasis(system, epoch, alike, reports, proposed)).inputs);
      return proofOfVerdict(contents, Kind.FILE, contentHash).verdict.score;
    };

    const scoreOfNew = await scoreGiven([]);
    expect(scoreOfNew > 0n).to.equal(true);
    // 15 of 30 steps of half a score.
    expect(await scoreGiven([readReport(earlier.file)])).to.equal(scoreOfNew / 4n);
  });

  it("publish with the others when one differs, in the next round when it was that one's turn", async () => {
    const { loop } = fixture;
    const epoch = (await loop.system.clock.currentEpoch()) - 1n;

    const { report, contents, signed, counted, labels } = await publishReport(loop, supernodes, epoch, []);

    expect(report.round).to.equal(1n);
    expect(signed).to.deep.equal([0, 2, 3, 4, 5, 6]);
    expect(counted).to.equal(0b1111101n);
    expect(contents.verdicts).to.have.length(2);
    const first = honestAt(0).claims;
    const { verdict } = proofOfVerdict(contents, Kind.FILE, first.sample.contentHash);
    expect(labels.get(verdict.contentHash)?.map(({ label }) => label)).to.include.members([
      "EICAR-Test-File",
      "Vendor.Finding",
    ]);
    await sellContent(loop, proofOfVerdict(contents, Kind.FILE, first.sample.contentHash), nodeAt(2));
    for (const seat of signed) expect(await nodeAt(seat).store.has(report.cid), `${seat}`).to.equal(true);
  });

  it("notice labels that are not those of the verdict", async () => {
    const [path] = (await readdir(join(node.workspace, "labels"))).sort();
    const hash = path?.replace(".json", "") ?? "";
    const text = await readFile(labelsPath(node.workspace, hash), "utf8");
    await writeFile(labelsPath(node.workspace, hash), text.replace(/"version":"/, '"version":"9'));

    const error = await readLabels(node.workspace, hash).catch((reason: unknown) => reason);

    expect((error as Error).message).to.match(
      new RegExp(`^content ${hash}: the labels kept under it have the hash 0x[0-9a-f]{64}$`),
    );
  });
});
