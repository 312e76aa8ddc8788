import { expect } from "chai";
import { getAddress, toBeHex } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";

import { MerkleTree } from "../../sdk/trees/MerkleTree.js";
import { rewardLeaf } from "../../sdk/trees/rewardLeaf.js";
import { verdictLeaf } from "../../sdk/trees/verdictLeaf.js";
import type { Verdict } from "../../sdk/types/Verdict.js";
import { runs } from "../fuzzing/runs.js";

const DAY = 86_400;
const FIRST_EPOCH = 10;
const ZERO = toBeHex(0n, 32);

const { ethers, networkHelpers } = await network.create();
const [deployer] = await ethers.getSigners();
if (deployer === undefined) throw new Error("The chain has no account.");
const genesis = (await networkHelpers.time.latest()) - FIRST_EPOCH * DAY;

const uint = (bits: number) => fc.bigInt(0n, (1n << BigInt(bits)) - 1n);
const bytes32 = uint(256).map((value) => toBeHex(value, 32));
const address = uint(160).map((value) => getAddress(toBeHex(value, 20)));

/** Ways in which a proof can be wrong; each gives undefined where the tree has no room for it. */
type Damage = (proof: readonly string[], other: readonly string[], noise: string) => string[] | undefined;

const DAMAGES: Readonly<Record<string, Damage>> = {
  "one bit": (proof, _other, noise) => {
    const at = Number(BigInt(noise) % BigInt(Math.max(proof.length, 1)));
    const node = proof[at];
    const bit = 1n << (BigInt(noise) % 256n);
    return node === undefined
      ? undefined
      : [...proof.slice(0, at), toBeHex(BigInt(node) ^ bit, 32), ...proof.slice(at + 1)];
  },
  "without its first node": (proof) => (proof.length === 0 ? undefined : proof.slice(1)),
  "without its last node": (proof) => (proof.length === 0 ? undefined : proof.slice(0, -1)),
  "of nothing": (proof) => (proof.length === 0 ? undefined : []),
  "longer by noise": (proof, _other, noise) => [...proof, noise],
  "longer by itself": (proof) => (proof.length === 0 ? undefined : [...proof, ...proof]),
  reversed: (proof) => (proof.length < 2 ? undefined : [...proof].reverse()),
  "of another leaf": (_proof, other) => [...other],
  "of noise": (proof, _other, noise) => proof.map((_node, index) => toBeHex(BigInt(noise) ^ BigInt(index), 32)),
};

/** The wrong proofs of one leaf. A proof that is equal to the right one, in a symmetric tree, is none of them. */
function wrongProofs(tree: MerkleTree, leaves: readonly string[], index: number, noise: string): [string, string[]][] {
  const proof = tree.proof(index);
  const neighbour = leaves.findIndex((leaf) => leaf !== leaves[index]);
  const other = neighbour < 0 ? [...proof, noise] : tree.proof(neighbour);
  return Object.entries(DAMAGES).flatMap(([name, damage]): [string, string[]][] => {
    const damaged = damage(proof, other, noise);
    return damaged === undefined || damaged.join() === proof.join() ? [] : [[name, damaged]];
  });
}

describe("Proofs against trees in memory", () => {
  it("R5: a verdict is in the epoch whose tree holds it, by its own proof, and nowhere else", async () => {
    const counterparts = await ethers.deployContract("DifferentialCounterparts", [genesis, 10n ** 27n, 21]);
    const predicted = ethers.getCreateAddress({ from: deployer.address, nonce: (await deployer.getNonce()) + 1 });
    await counterparts.getFunction("name")(counterparts, predicted);
    const ledger = await ethers.deployContract("VerdictLedger", [counterparts, counterparts]);
    const verdict: fc.Arbitrary<Verdict> = fc.record({
      kind: fc.constantFrom(0, 1, 2),
      contentHash: bytes32,
      category: fc.constantFrom(0, 1, 2, 3),
      score: uint(32),
      reward: uint(96),
      submitter: address,
      detections: uint(16),
      engines: uint(16),
      policy: uint(8),
      labelsHash: bytes32,
      ciphertextCid: bytes32,
      keyCommitment: bytes32,
    });
    const published: { epoch: number; verdicts: readonly Verdict[]; tree: MerkleTree }[] = [];
    const tried = new Set<string>();
    const verify = async (epoch: number, value: Verdict, proof: string[]) =>
      ledger.verify.staticCall(epoch, value, proof);

    const verdicts = fc.uniqueArray(verdict, { minLength: 1, maxLength: 300, selector: verdictLeaf, size: "max" });
    const property = fc.asyncProperty(verdicts, fc.nat(), bytes32, async (values, pick, noise) => {
      const hashes = values.map(verdictLeaf);
      const tree = new MerkleTree(hashes);
      const epoch = FIRST_EPOCH + 1 + published.length;
      await networkHelpers.time.increaseTo(genesis + epoch * DAY);
      await counterparts.getFunction("publish")(ledger, {
        epoch,
        round: 0,
        verdictsRoot: tree.root,
        rewardsRoot: ZERO,
        submitterTotal: 0,
        storageTotal: 0,
        cid: ZERO,
      });
      const before = published.at(-1);
      published.push({ epoch, verdicts: values, tree });

      for (const index of new Set([0, values.length - 1, pick % values.length])) {
        const value = values[index] ?? expect.fail("no verdict");
        const proof = tree.proof(index);
        expect(await verify(epoch, value, proof)).to.equal(true);
        expect(await verify(epoch + 1, value, proof), "an epoch without a report").to.equal(false);
        const changed = { ...value, keyCommitment: noise };
        if (noise !== value.keyCommitment) expect(await verify(epoch, changed, proof), "changed").to.equal(false);
        if (before !== undefined) {
          expect(await verify(before.epoch, value, proof), "the epoch before").to.equal(false);
          const old = before.verdicts[0] ?? expect.fail("no verdict");
          expect(await verify(before.epoch, old, before.tree.proof(0)), "the old one stands").to.equal(true);
          expect(await verify(epoch, old, before.tree.proof(0)), "the old one here").to.equal(false);
        }
        for (const [name, wrong] of wrongProofs(tree, hashes, index, noise)) {
          tried.add(name);
          expect(await verify(epoch, value, wrong), name).to.equal(false);
        }
      }
    });
    await fc.assert(property, runs(8));
    expect([...tried].sort(), "each way to be wrong was tried").to.deep.equal(Object.keys(DAMAGES).sort());
    const sizes = published.map(({ verdicts: values }) => values.length);
    expect(Math.max(...sizes) > 100, `the largest tree has ${Math.max(...sizes)} leaves`).to.equal(true);
  });

  it("P2: claims pay each leaf once, to its account, however they are grouped, and nothing else", async () => {
    const counterparts = await ethers.deployContract("DifferentialCounterparts", [genesis, 10n ** 30n, 21]);
    const nonce = await deployer.getNonce();
    const predicted = ethers.getCreateAddress({ from: deployer.address, nonce: nonce + 1 });
    await counterparts.getFunction("name")(predicted, counterparts);
    const pool = await ethers.deployContract("RewardPool", [
      counterparts,
      counterparts,
      {
        emissionRate: 10n ** 16n,
        weightShare: 10_000n,
        submittersShare: 7_500n,
        supernodesShare: 1_500n,
        storageShare: 1_000n,
      },
    ]);
    const paid = async (account: string) => (await counterparts.getFunction("paid").staticCall(account)) as bigint;

    let nextEpoch = 1;
    let largest = 0;
    let grouped = 0;
    // Accounts that stand in several epochs, and up to 297 who stand in one.
    const members = fc.uniqueArray(address, { minLength: 3, maxLength: 3 });
    const epochs = fc.array(fc.record({ crowd: fc.integer({ min: 0, max: 297 }), unit: uint(64) }), {
      minLength: 1,
      maxLength: 4,
    });
    const property = fc.asyncProperty(members, epochs, bytes32, fc.nat(), async (accounts, trees, noise, split) => {
      const opened = [];
      for (const { crowd, unit } of trees) {
        const others = Array.from({ length: crowd }, (_, i) =>
          toBeHex(BigInt.asUintN(160, BigInt(noise) + BigInt(i)), 20),
        );
        const leaves = [...accounts, ...others.map(getAddress)].map((account, i) => ({
          account,
          amount: unit + BigInt(i),
        }));
        const hashes = leaves.map(({ account, amount }) => rewardLeaf(account, amount));
        const tree = new MerkleTree(hashes);
        const total = leaves.reduce((sum, { amount }) => sum + amount, 0n);
        await counterparts.getFunction("openEpoch")(pool, nextEpoch, tree.root, total);
        opened.push({ epoch: nextEpoch, leaves, hashes, tree, total });
        nextEpoch += 1;
        largest = Math.max(largest, leaves.length);
      }

      for (const [member, account] of accounts.entries()) {
        const claims = opened.map(({ epoch, leaves, tree }) => ({
          epoch,
          amount: leaves[member]?.amount ?? expect.fail("no leaf"),
          proof: tree.proof(member),
        }));
        const refuse = async (wrong: typeof claims, error: string, ...values: unknown[]) =>
          expect(pool.claim.staticCall(account, wrong))
            .to.be.revertedWithCustomError(pool, error)
            .withArgs(...values);
        const [first] = claims;
        const [{ tree, hashes }] = opened as [(typeof opened)[number]];
        if (first === undefined) return;
        const { epoch, amount } = first;
        for (const [, proof] of wrongProofs(tree, hashes, member, noise)) {
          await refuse([{ ...first, proof }], "RewardPool_InvalidProof", epoch, account, amount);
        }
        await refuse([{ ...first, amount: amount + 1n }], "RewardPool_InvalidProof", epoch, account, amount + 1n);
        // The same claim twice in one call: the first takes effect, the second is refused, nothing is paid.
        await refuse([...claims, first], "RewardPool_AlreadyClaimed", epoch, account);

        const before = await paid(account);
        const cut = split % (claims.length + 1);
        for (const group of [claims.slice(cut), claims.slice(0, cut)]) {
          await pool.claim(account, group); // by a stranger
          if (group.length > 1) ++grouped;
        }
        const sum = claims.reduce((total, claim) => total + claim.amount, 0n);
        expect((await paid(account)) - before).to.equal(sum);
        for (const claim of claims) {
          await refuse([claim], "RewardPool_AlreadyClaimed", claim.epoch, account);
          expect(await pool.isClaimed(claim.epoch, account)).to.equal(true);
        }
      }
      for (const { epoch, leaves, total } of opened) {
        const claimed = leaves.slice(0, accounts.length).reduce((sum, { amount }) => sum + amount, 0n);
        expect((await pool.rewardsOf(epoch)).unclaimed).to.equal(total - claimed);
      }
    });
    await fc.assert(property, runs(8));
    expect(largest > 200 && grouped > 0, `largest tree ${largest}, ${grouped} groups`).to.equal(true);
  });
});
