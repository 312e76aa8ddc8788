import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { id, parseEther, sha256, Wallet, ZeroHash } from "ethers";

import { ExitCode } from "../../cli/ExitCode.js";
import { acceptedFiles } from "../../cli/commands/node/acceptedFiles.js";
import { readAddressBook } from "../../cli/readAddressBook.js";
import { prepareSubmission } from "../../sdk/clients/prepareSubmission.js";
import { connectContracts } from "../../sdk/deployment/connectContracts.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import { cidOf } from "../../sdk/files/cidOf.js";
import { keyCommitment } from "../../sdk/keys/keyCommitment.js";
import { KeyWrapper } from "../../sdk/keys/KeyWrapper.js";
import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";
import { selectPriority } from "../../sdk/report/selectPriority.js";
import { scoringRule } from "../../sdk/scoring/scoringRule.js";
import { FolderStore } from "../../sdk/stores/FolderStore.js";
import { MerkleTree } from "../../sdk/trees/MerkleTree.js";
import { sampleLeaf } from "../../sdk/trees/sampleLeaf.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { Bulletin } from "../../supernode/Bulletin.js";
import type { HandOverClaims } from "../../supernode/HandOverClaims.js";
import { handOverLimits } from "../../supernode/handOverLimits.js";
import { MAXIMUM_CIPHERTEXT_BYTES } from "../../supernode/MAXIMUM_CIPHERTEXT_BYTES.js";
import { gatherBasis } from "../../supernode/gatherBasis.js";
import { handOverKey } from "../../supernode/handOverKey.js";
import { putHandOvers } from "../../supernode/putHandOvers.js";
import { readHandOvers } from "../../supernode/readHandOvers.js";
import type { StoredHandOver } from "../../supernode/StoredHandOver.js";
import { toJson } from "../../supernode/toJson.js";
import { CommandLineSystem } from "./CommandLineSystem.js";
import { environmentOf } from "./environmentOf.js";

const QUORUM = 5;

/** A person with a key; nothing in these tests is secret. */
function walletOf(name: string): Wallet {
  return new Wallet(id(`strangers: ${name}`));
}

interface Scanned {
  readonly samples: readonly { readonly contentHash: string; readonly result: string }[];
}

interface Delivered {
  readonly order: string;
  readonly result: string;
  readonly transaction: string | null;
}

describe("Supernodes whose store is open to strangers", () => {
  let system: CommandLineSystem;
  let contracts: SystemContracts;
  let store: FolderStore;
  let registry: string;
  let original: StoredHandOver;
  const submitter = walletOf("submitter");
  const stranger = walletOf("stranger");
  const vendor = walletOf("vendor");
  const supernodes = Array.from({ length: 7 }, (_, seat) => walletOf(`operator ${seat}`));
  const [first = stranger, provider = stranger] = supernodes;
  const chainId = 31_337n;

  before(async () => {
    system = await CommandLineSystem.start();
    store = new FolderStore(join(system.folder, "store"));
    const { addresses } = await readAddressBook(system.addressBook);
    contracts = connectContracts(addresses, system.connection.ethers.provider);
    registry = addresses.SampleRegistry;
    const voter = walletOf("voter");
    for (const { address } of [submitter, stranger, vendor, voter, ...supernodes]) {
      await system.connection.networkHelpers.setBalance(address, parseEther("5000"));
    }
    await done(voter, "development", "advance", "sale-start");
    for (const buyer of [...supernodes, vendor]) await done(buyer, "sale", "buy", "20");
    await done(voter, "sale", "buy", "500");
    await done(voter, "development", "advance", "sale-end");
    await done(voter, "sale", "finalize");
    for (const { address } of [...supernodes, vendor, voter]) await done(voter, "sale", "claim", address);
    for (const [seat, supernode] of supernodes.entries()) {
      await done(supernode, "node", "register");
      await done(voter, "node", "vote", supernode.address, String(50_000 + seat));
      await done(supernode, "node", "heartbeat");
      await done(supernode, "node", "seat", String(seat));
    }
    await done(voter, "development", "advance", "genesis");
  });

  after(async () => system.close());

  /** Runs a command that must succeed, and returns its JSON. */
  async function done(who: Wallet, ...words: string[]): Promise<Record<string, unknown>> {
    const { exitCode, json, notes } = await run(who, ...words);
    expect(exitCode, `virusmap ${words.join(" ")}\n${notes}`).to.equal(ExitCode.done);
    return json();
  }

  async function run(who: Wallet, ...words: string[]) {
    return system.run([...words, "--json"], environmentOf(who, supernodes, walletOf));
  }

  async function scan(who: Wallet): Promise<Scanned["samples"]> {
    return ((await done(who, "node", "scan")) as unknown as Scanned).samples;
  }

  function folderOf(who: Wallet): string {
    return join(system.folder, "home", "chain-31337", `supernode-${who.address}`);
  }

  /** The first blocks of all ranges that are searched for logs from now on. */
  function watchLogs(): readonly number[] {
    const { provider: node } = system.connection;
    const request = node.request.bind(node);
    const ranges: number[] = [];
    node.request = async (call) => {
      const [filter] = (call.params ?? []) as { fromBlock?: string }[];
      if (call.method === "eth_getLogs") ranges.push(Number(filter?.fromBlock ?? 0));
      const answer: unknown = await request(call);
      return answer;
    };
    return ranges;
  }

  /** How many bulletins are in the store. */
  async function countTold(): Promise<number> {
    return (await readdir(join(system.folder, "store"))).filter((name) => name.startsWith("bulletins-")).length;
  }

  /** Lets the epoch end, and everybody scan, sign and publish; returns what was built. */
  async function nextReport(): Promise<Record<string, unknown>> {
    for (const supernode of supernodes) await scan(supernode);
    await done(stranger, "development", "advance", "epoch");
    for (const supernode of supernodes) await scan(supernode);
    await nextRound();
    const file = join(system.folder, `report-${String(await contracts.clock.currentEpoch())}.json`);
    const built = await done(stranger, "report", "build", file);
    const turn = supernodes[built["proposer"] as number] ?? stranger;
    for (const supernode of new Set([turn, ...supernodes])) await done(supernode, "report", "sign", file);
    await done(stranger, "report", "publish", file);
    return built;
  }

  async function nextRound(): Promise<void> {
    const { time } = system.connection.networkHelpers;
    const { genesis, epochLength } = system.parameters.clock;
    const seconds = epochLength / 24;
    await time.increaseTo(genesis + (Math.floor(((await time.latest()) - genesis) / seconds) + 1) * seconds);
  }

  async function submit(root: string, who = stranger): Promise<void> {
    const signer = await system.connection.ethers.getImpersonatedSigner(who.address);
    await (await contracts.registry.connect(signer).submit(root)).wait();
  }

  /** Announces lines that no client would write. */
  async function announce(...lines: string[]): Promise<string> {
    const header = toJson({ format: "virusmap-hand-overs-1", chainId, registry });
    const digest = await store.put([Buffer.from([header, ...lines, ""].join("\n"))]);
    await store.announce("hand-overs", digest);
    return digest;
  }

  /** Hands a new file of the stranger over to the first supernode. Its root, which is its leaf, is still to be submitted. */
  async function handOver(text: string): Promise<{ root: string; list: string; ciphertext: string }> {
    const file = join(system.folder, `${id(text)}.bin`);
    await writeFile(file, text);
    const prepared = await prepareSubmission(stranger.address, file, `${file}.encrypted`, {
      kind: Kind.FILE,
      policy: original.claims.sample.policy,
    });
    const { sample, leaf, salt, encrypted } = prepared;
    const { ciphertextCid, keyCommitment: commitment } = encrypted;
    await store.putFile(`${file}.encrypted`);
    const wrapper = new KeyWrapper(publicKeyOf(walletOf("encryption 0").privateKey));
    const list = await putHandOvers(store, chainId, registry, [
      {
        claims: {
          sample,
          aggregator: stranger.address,
          root: leaf,
          proof: [],
          ciphertextCid,
          keyCommitment: commitment,
        },
        salt,
        wrappedKeys: new Map([[first.address, wrapper.wrap(encrypted.key, leaf)]]),
      },
    ]);
    return { root: leaf, list, ciphertext: ciphertextCid };
  }

  function placeOf(digest: string): string {
    return join(system.folder, "store", cidOf(digest));
  }

  /** Lists that the first supernode does not look at any more. */
  async function seen(): Promise<readonly string[]> {
    return readdir(join(folderOf(first), "seen"));
  }

  /** Lets the disk fail for whoever fetches one content. */
  async function withBrokenDisk(broken: string, act: () => Promise<void>): Promise<void> {
    const descriptor = Object.getOwnPropertyDescriptor(FolderStore.prototype, "fetchTo");
    const fetchTo = descriptor?.value as FolderStore["fetchTo"];
    const failing: FolderStore["fetchTo"] = async function (this: FolderStore, digest, ...rest) {
      if (digest === broken) throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
      await Reflect.apply(fetchTo, this, [digest, ...rest]);
    };
    Object.defineProperty(FolderStore.prototype, "fetchTo", { ...descriptor, value: failing });
    try {
      await act();
    } finally {
      Object.defineProperty(FolderStore.prototype, "fetchTo", { ...descriptor });
    }
  }

  function lineOf({ wrappedKeys, ...handOver }: StoredHandOver): string {
    return toJson({ ...handOver, wrappedKeys: Object.fromEntries(wrappedKeys) });
  }

  /** The same values in another spelling: members in another order, digits in capitals, the policy as a text or number. */
  function respelt(handOver: StoredHandOver): string {
    const { sample, ...claims } = handOver.claims;
    const capitals = (hash: string) => `0x${hash.slice(2).toUpperCase()}`;
    const { submitter: owner, policy, ...hashes } = sample;
    return JSON.stringify({
      wrappedKeys: Object.fromEntries(handOver.wrappedKeys),
      claims: {
        ...claims,
        aggregator: claims.aggregator.toLowerCase(),
        root: capitals(claims.root),
        ciphertextCid: claims.ciphertextCid,
        sample: { policy: Number(policy), ...hashes, submitter: owner.toLowerCase() },
      },
      salt: capitals(handOver.salt),
    });
  }

  it("acknowledge a copy beside the original, whose first root counts", async () => {
    await done(submitter, "sample", "submit", "samples/eicar.com");
    for (const node of supernodes.slice(0, 3)) await scan(node);
    const [list = ""] = await store.announced("hand-overs");
    for await (const handOver of readHandOvers(store, chainId, registry, list)) original = handOver;
    const { claims, wrappedKeys } = original;

    // The submitter's leaf twice in a tree of the stranger, so that it has two proofs, and alone in another one.
    const leaf = sampleLeaf(claims.sample);
    const tree = new MerkleTree([leaf, id("one"), leaf, id("another")]);
    const proofs = [tree.proof(0), tree.proof(2)];
    await submit(tree.root);
    await submit(leaf);
    const copies: StoredHandOver[] = [{ ...original, claims: { ...claims, ...of(leaf, []) } }];
    for (const proof of proofs) copies.push({ ...original, claims: { ...claims, ...of(tree.root, proof) } });
    function of(root: string, proof: readonly string[]): Partial<HandOverClaims> {
      return { aggregator: stranger.address, root, proof };
    }
    const junk = new Map([...wrappedKeys].map(([node, envelope]) => [node, `${envelope.slice(0, -2)}00`]));
    const variants = [original, ...copies].flatMap((handOver) => [
      lineOf({ ...handOver, salt: ZeroHash }),
      lineOf({ ...handOver, wrappedKeys: junk }),
      respelt(handOver),
      ...(handOver === original ? [] : [lineOf(handOver)]),
    ]);
    // Thirty lists, so that who reads them in any order reads some before the original.
    for (let count = 1; count <= 30; count += 1) {
      const some = Array.from({ length: 4 }, (_, at) => variants[(at + count * 3) % variants.length] ?? "");
      await announce(...some, `${count}`);
    }
    // What is known needs no bytes.
    const ciphertext = join(system.folder, "store", cidOf(claims.ciphertextCid));
    await rename(ciphertext, `${ciphertext}.hidden`);
    for (const node of supernodes.slice(0, 3)) {
      const results = new Set((await scan(node)).map(({ result }) => result));
      expect([...results]).to.deep.equal(["known, acknowledged under another root"]);
    }
    await rename(`${ciphertext}.hidden`, ciphertext);
    // Then the stranger submits the same file under a key of his own.
    await done(stranger, "sample", "submit", "samples/eicar.com");
    for (const node of supernodes) await scan(node);

    await done(submitter, "development", "advance", "epoch");
    for (const node of supernodes) await scan(node);
    const epoch = (await contracts.clock.currentEpoch()) - 1n;
    const bulletins: Bulletin[] = [];
    for (const [seat, node] of supernodes.entries()) {
      const accepted = await acceptedFiles.all(folderOf(node));
      bulletins.push({ seat, epoch, examinations: accepted.map(({ examination }) => examination) });
    }
    for (const { examinations } of bulletins) {
      // Each once, in however many ways and lists it is written, and none instead of another.
      const keys = examinations.map((examination) => handOverKey(examination.claims));
      expect(new Set(keys)).to.have.property("size", keys.length);
      expect(keys).to.include(handOverKey(claims));
      const others = keys.filter((key) => ![original, ...copies].some((copy) => handOverKey(copy.claims) === key));
      expect(others, "the stranger's own").to.have.length(1);
    }
    await expectFirst(bulletins, epoch);
  });

  /** Whatever the order of what is told, and also when it is told in several spellings, by a quorum alone. */
  async function expectFirst(bulletins: readonly Bulletin[], epoch: bigint): Promise<void> {
    const { aggregator, root } = original.claims;
    const time = await contracts.registry.submittedAt(aggregator, root);
    const few = bulletins.slice(-QUORUM);
    const reversed = few.toReversed().map((bulletin) => ({
      ...bulletin,
      examinations: bulletin.examinations.toReversed(),
    }));
    const lowered = few.map((bulletin, index) => ({
      ...bulletin,
      examinations: bulletin.examinations.map((examination) => ({
        ...examination,
        claims: index % 2 === 0 ? examination.claims : loweredClaims(examination.claims),
      })),
    }));
    for (const told of [bulletins, few, reversed, lowered]) {
      const { inputs } = await gatherBasis(contracts, epoch, told, [], 0n);
      const [winner] = selectPriority(inputs.submissions, epoch, inputs.times).values();
      expect(winner).to.deep.include({ rootTime: time, keyCommitment: original.claims.keyCommitment });
      expect(winner?.sample.submitter.toLowerCase()).to.equal(submitter.address.toLowerCase());
    }
    // One below a quorum counts nowhere.
    const { inputs } = await gatherBasis(contracts, epoch, few.slice(1), [], 0n);
    expect(inputs.submissions).to.deep.equal([]);
  }

  function loweredClaims({ sample, ...claims }: HandOverClaims): HandOverClaims {
    return {
      ...claims,
      proof: claims.proof.map((hash) => hash.toUpperCase().replace("0X", "0x")),
      aggregator: claims.aggregator.toLowerCase(),
      sample: { ...sample, submitter: sample.submitter.toLowerCase() },
    };
  }

  it("pay who was first", async () => {
    const file = join(system.folder, "report.json");
    const ranges = watchLogs();
    await nextRound();
    const { proposer } = (await done(stranger, "report", "build", file)) as { proposer: number };
    const turn = supernodes[proposer] ?? stranger;
    for (const node of new Set([turn, ...supernodes])) await done(node, "report", "sign", file);
    const { firstBlock } = await readAddressBook(system.addressBook);
    expect(ranges).not.to.have.length(0);
    expect(Math.min(...ranges), "public nodes refuse long ranges")
      .to.be.at.least(firstBlock)
      .and.above(0);
    await done(stranger, "report", "publish", file);
    const { amount } = await done(submitter, "sample", "claim");
    expect(BigInt(amount as string) > 0n).to.equal(true);
    expect((await run(stranger, "sample", "claim")).exitCode).to.equal(ExitCode.notFound);
  });

  it("look at claims before they fetch a byte", async () => {
    const { claims } = original;
    const missing = { ciphertextCid: id("not in the store"), keyCommitment: id("of another key") };
    const leaf = sampleLeaf(claims.sample);
    await putHandOvers(store, chainId, registry, [
      { ...original, claims: { ...claims, ...missing, proof: [ZeroHash] } },
      { ...original, claims: { ...claims, ...missing, aggregator: vendor.address, root: leaf, proof: [] } },
      { ...original, claims: { ...claims, ...missing } },
      { ...original, claims: { ...claims, ...missing }, wrappedKeys: new Map([[first.address, "0x00"]]) },
    ]);
    const results = async () => (await scan(first)).map(({ result }) => result);
    const refused = [
      "refused: its leaf is not in its root",
      `not yet: ${vendor.address} has not submitted its root ${leaf}`,
      "refused: its key is not the one committed to",
      "refused: the envelope has 1 bytes, expected 86",
    ];
    expect(await results()).to.deep.equal(refused);
    expect(await results(), "as long as the root can be mined").to.deep.equal(refused);
    await submit(leaf, vendor);
    expect(await results()).to.deep.equal(refused.with(1, "refused: its key is not the one committed to"));
    expect(await results()).to.deep.equal([]);
  });

  it("fetch a ciphertext once for a list", async () => {
    const { claims } = original;
    const changed = await store.put([Buffer.from("no ciphertext")]);
    const lines = [1n, 2n, 3n].map((policy) => ({ ...claims.sample, policy }));
    const tree = new MerkleTree(lines.map((sample) => sampleLeaf(sample)));
    await submit(tree.root);
    const key = id("a content key");
    const wrapper = new KeyWrapper(publicKeyOf(walletOf("encryption 0").privateKey));
    await putHandOvers(
      store,
      chainId,
      registry,
      lines.map((sample, index) => ({
        ...original,
        claims: {
          sample,
          aggregator: stranger.address,
          root: tree.root,
          proof: tree.proof(index),
          ciphertextCid: changed,
          keyCommitment: keyCommitment(key),
        },
        wrappedKeys: new Map([[first.address, wrapper.wrap(key, sampleLeaf(sample))]]),
      })),
    );
    const results = (await scan(first)).map(({ result }) => result);
    expect(results[0]).to.match(/^refused: .*nothing was written$/);
    expect(results.slice(1)).to.deep.equal(Array(2).fill("refused: an earlier line of its list names its ciphertext"));
  });

  it("tell for the epoch that is over before they look at what is new", async () => {
    await done(stranger, "development", "advance", "epoch");
    const before = await countTold();
    // No store of a stranger does that: the disk's own trouble ends the scan.
    const { root, list, ciphertext } = await handOver("on a disk that breaks");
    await submit(root);
    for (const broken of [list, ciphertext]) {
      await withBrokenDisk(broken, async () => {
        const { exitCode, notes } = await run(first, "node", "scan");
        expect(exitCode).to.equal(ExitCode.failed);
        expect(notes).to.contain("EIO: i/o error, read");
      });
      expect(await countTold()).to.equal(before + 1);
      expect(await seen()).not.to.include(list);
    }
    expect(await scan(first), "the disk is well again").to.have.length(1);
    expect(await seen()).to.include(list);
  });

  it("pass over what is no file in the place of a list, a ciphertext or a bulletin", async () => {
    await done(stranger, "development", "advance", "epoch");
    const epoch = (await contracts.clock.currentEpoch()) - 1n;
    const traps: readonly ((place: string) => Promise<unknown>)[] = [
      (place) => mkdir(place),
      (place) => Promise.resolve(execFileSync("mkfifo", [place])),
      (place) => symlink("/dev/zero", place),
      (place) => symlink(join(system.folder, "nothing"), place),
    ];
    const laid: string[] = [];
    const announced: string[] = [];
    for (const [index, lay] of traps.entries()) {
      const digest = id(`trap ${index}`);
      for (const topic of ["hand-overs", `bulletins-${epoch}`] as const) {
        const mark = join(system.folder, "store", `${topic}.${cidOf(digest)}`);
        await writeFile(mark, "");
        announced.push(mark);
      }
      await lay(placeOf(digest));
      laid.push(placeOf(digest));
    }
    const honest = await handOver("beside traps");
    await submit(honest.root);
    const before = await countTold();
    const { exitCode, json, notes } = await run(first, "node", "scan");
    expect(exitCode, notes).to.equal(ExitCode.done);
    expect((json() as unknown as Scanned).samples).to.have.length(1);
    expect(await countTold()).to.equal(before + 1);
    for (const [index] of traps.entries()) {
      expect(notes).to.contain(`content ${id(`trap ${index}`)}: what lies in ${laid[index] ?? ""} is no file`);
      expect(await seen()).not.to.include(id(`trap ${index}`));
    }

    // The same in the place of a ciphertext, which comes back.
    for (const [index, lay] of traps.slice(0, 2).entries()) {
      const { root, list, ciphertext } = await handOver(`behind trap ${index}`);
      await submit(root);
      const place = placeOf(ciphertext);
      await rename(place, `${place}.hidden`);
      await lay(place);
      expect((await scan(first)).map(({ result }) => result)).to.deep.equal(["unreachable"]);
      expect(await seen()).not.to.include(list);
      await rm(place, { recursive: true });
      await rename(`${place}.hidden`, place);
      expect(await scan(first)).to.have.length(1);
      expect(await seen()).to.include(list);
    }

    // Whoever builds the report hears everybody, whatever lies beside.
    const { notes: built, exitCode: code } = await run(stranger, "report", "build", join(system.folder, "traps.json"));
    expect(code, built).to.equal(ExitCode.refused);
    expect(built).to.contain("it is built from the bulletins of 1 seats, and a report needs those of 5");
    for (const path of [...laid, ...announced]) await rm(path, { recursive: true });
  });

  it("look again at what is too large before anybody knows whose bytes they are", async () => {
    for (const [which, bytes] of [
      ["ciphertext", MAXIMUM_CIPHERTEXT_BYTES],
      ["list", handOverLimits.bytes],
    ] as const) {
      const submitted = await handOver(`behind a large ${which}`);
      const { list } = submitted;
      await submit(submitted.root);
      const place = placeOf(submitted[which]);
      await rename(place, `${place}.hidden`);
      await writeFile(place, "");
      await truncate(place, bytes + 1); // takes no room
      for (let times = 1; times <= 2; times += 1) {
        const { exitCode, json, notes } = await run(first, "node", "scan");
        expect(exitCode, notes).to.equal(ExitCode.done);
        const results = (json() as unknown as Scanned).samples.map(({ result }) => result);
        expect(results).to.deep.equal(which === "list" ? [] : ["unreachable"]);
        if (which === "list") expect(notes).to.contain(`content ${list}: it has ${bytes + 1} bytes, above ${bytes}`);
        expect(await seen()).not.to.include(list);
      }
      await rename(`${place}.hidden`, place);
      expect(await scan(first), which).to.have.length(1);
      expect(await seen()).to.include(list);
    }
  });

  it("scan what was handed over before their node had its root", async () => {
    const { root, list } = await handOver("ahead of a node");
    const [early] = await scan(first);
    expect(early).to.have.property("result", `not yet: ${stranger.address} has not submitted its root ${root}`);
    await submit(root);
    const [later] = await scan(first);
    expect(later?.result).not.to.match(/^(refused|not yet|unreachable)/);
    expect(await seen()).to.include(list);
    expect(await scan(first)).to.deep.equal([]);
  });

  it("ask their node for one root of a list that nobody mined, however many it names", async () => {
    const { claims } = original;
    const stranded = [0, 1, 2].map((index) => {
      const sample = { ...claims.sample, possession: id(`made up ${index}`) };
      return { ...original, claims: { ...claims, sample, root: sampleLeaf(sample), proof: [] } };
    });
    const mined = { ...original, claims: { ...claims, keyCommitment: id("of another key") } };
    const list = await putHandOvers(store, chainId, registry, [...stranded, mined]);
    const root = stranded[0]?.claims.root ?? "";
    const later = "not yet: an earlier line of its list has another root, which is not submitted";
    for (let times = 0; times < 2; ++times) {
      expect((await scan(first)).map(({ result }) => result)).to.deep.equal([
        `not yet: ${claims.aggregator} has not submitted its root ${root}`,
        later,
        later,
        "refused: its key is not the one committed to",
      ]);
    }
    expect(await readdir(join(folderOf(first), "delayed")), "it is looked at again").to.include(list);
    await rm(join(system.folder, "store", `hand-overs.${cidOf(list)}`)); // no more for the others here
  });

  it("end a list at a line that is too long, once", async () => {
    const digest = await announce("x".repeat(70_000), lineOf({ ...original, salt: ZeroHash }));
    const { exitCode, notes } = await run(first, "node", "scan");
    expect(exitCode, notes).to.equal(ExitCode.done);
    expect(notes).to.contain(`content ${digest}: line 2 has more than 65536 bytes`);
    expect((await run(first, "node", "scan")).notes).not.to.contain(digest);
  });

  it("deliver the orders that can be, beside those that cannot", async () => {
    const wanted = original.claims.sample.contentHash;
    const { time } = system.connection.networkHelpers;
    const buy = async () => done(vendor, "vendor", "buy", wanted, "--provider", provider.address);
    const late = await buy();
    await time.increaseTo(Number(late["deadline"]) - 60);
    const inTime = [await buy(), await buy()];
    const orders = [late, ...inTime].map(({ order }) => order as string);

    const dry = await run(provider, "node", "deliver", "--dry-run");
    expect(dry.exitCode, "as without it").to.equal(ExitCode.refused);
    const planned = dry.json() as { dryRun: boolean; gas: string; orders: number; deliveries: Delivered[] };
    expect(planned).to.include({ dryRun: true, orders: 3 });
    expect(planned.deliveries.map(({ order }) => order)).to.deep.equal(orders);
    const would = planned.deliveries.map(({ result }) => result === "would be delivered");
    expect(would).to.deep.equal([false, true, true]);
    const batch = await run(provider, "node", "deliver", "--wallet", provider.address);
    expect(batch.exitCode, batch.notes).to.equal(ExitCode.done);
    expect(batch.notes).to.contain("3 orders are open, and the batch delivers 2 of them");
    expect(batch.notes).to.match(new RegExp(`Order ${orders[0] ?? ""} is left out: the key was not sent at `));
    expect(batch.notes.match(/is left out/g)).to.have.length(1);
    expect((batch.json() as { transactions: unknown[] }).transactions).to.have.length(2);

    const { exitCode, json, notes } = await run(provider, "node", "deliver");
    expect(exitCode, notes).to.equal(ExitCode.refused);
    const { provider: chain } = system.connection.ethers;
    const hashes = (json() as { deliveries: Delivered[] }).deliveries.flatMap(({ transaction }) => transaction ?? []);
    const used = await Promise.all(
      hashes.map(async (hash) => (await chain.getTransactionReceipt(hash))?.gasUsed ?? 0n),
    );
    const least = used.reduce((sum, gas) => sum + gas, 0n);
    expect(BigInt(planned.gas) >= least, `gas of both, at least ${least}`).to.equal(true);
    const { deliveries } = json() as { deliveries: { order: string; result: string }[] };
    const results = new Map(deliveries.map(({ order, result }) => [order, result]));
    for (const { order } of inTime) expect(results.get(order as string)).to.equal("delivered");
    expect(results.get(late["order"] as string)).to.match(/^the key was not sent at .*leave the order to its refund$/);

    // With another encryption key than that of its orders the supernode shows nothing.
    const third = await buy();
    const other = await system.run(["node", "deliver", "--json"], {
      ...environmentOf(provider, supernodes, walletOf),
      VIRUSMAP_ENCRYPTION_KEY: walletOf("another encryption key").privateKey,
    });
    expect(other.exitCode).to.equal(ExitCode.refused);
    const again = other.json() as unknown as { deliveries: { order: string; result: string }[] };
    expect(again.deliveries.find(({ order }) => order === third["order"])?.result).to.match(
      /^the envelope does not open/,
    );
    expect((await run(provider, "node", "deliver")).json()).to.have.property("orders", 2);
    const made = (await done(vendor, "vendor", "orders")) as { orders: { order: string; status: string }[] };
    for (const { order, status } of made.orders)
      expect(status).to.equal(order === late["order"] ? "open" : "delivered");
  });

  it("say which key they lack", async () => {
    const wanted = original.claims.sample.contentHash;
    const last = supernodes[6] ?? stranger;
    const { order } = await done(vendor, "vendor", "buy", wanted, "--provider", last.address);
    const folder = join(folderOf(last), "accepted");
    await rename(folder, `${folder}.hidden`);
    const { exitCode, json } = await run(last, "node", "deliver");
    expect(exitCode).to.equal(ExitCode.notFound);
    expect((json() as { deliveries: object[] }).deliveries[0]).to.include({
      order,
      result: "this supernode does not have the key",
    });
    await rm(folder, { recursive: true, force: true });
    await rename(`${folder}.hidden`, folder);
    expect(await done(last, "node", "deliver")).to.have.property("orders", 1);
  });

  it("reward who may sell a content, though a stranger had it reported without a reward (P5)", async () => {
    const file = "samples/packed.bin";
    await done(stranger, "sample", "submit", file, "--no-resale");
    expect(await nextReport()).to.include({ verdicts: 1, submitterTotal: "0" });
    await done(submitter, "sample", "submit", file);
    const { verdicts, submitterTotal } = await nextReport();
    expect(verdicts).to.equal(1);
    expect(BigInt(submitterTotal as string) > 0n).to.equal(true);
    const { rows } = (await done(submitter, "sample", "status")) as { rows: { contentHash: string; reward: string }[] };
    const wanted = sha256(await readFile(file));
    // Both submitted from one home: the stranger's has nothing.
    const rewards = rows.filter(({ contentHash }) => contentHash === wanted).map(({ reward }) => reward);
    expect(rewards).to.have.members(["0", submitterTotal]);
    expect(await done(vendor, "vendor", "buy", wanted, "--dry-run")).to.have.property("changes");
    await done(stranger, "sample", "submit", file, "--again"); // what was rewarded is not told again
    expect(await nextReport()).to.include({ verdicts: 0 });
  });

  it("look for what a list lacks as long as it can count", async () => {
    const { list } = await handOver("whose root is never mined");
    for (let epochs = 0n; epochs <= scoringRule.handOverEpochs; epochs += 1n) {
      expect(await scan(first), `${epochs} epochs later`).to.have.length(1);
      await done(stranger, "development", "advance", "epoch");
    }
    const { notes, json } = await run(first, "node", "scan");
    expect(notes).to.contain(`The list of hand-overs ${list} is given up`);
    expect(json()).to.have.deep.property("samples", []);
    expect(await seen()).to.include(list);
    expect((await run(first, "node", "scan")).notes).not.to.contain(list);
  });
});
