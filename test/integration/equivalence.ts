import { expect } from "chai";
import { computeAddress, type Contract, getAddress, toBeHex, TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";

import { deploySystem } from "../../ignition/deploySystem.js";
import { readParameters } from "../../ignition/readParameters.js";
import { readEmissionParameters } from "../../sdk/clients/readEmissionParameters.js";
import { readEpochTimes } from "../../sdk/clients/readEpochTimes.js";
import { SaleClient } from "../../sdk/clients/SaleClient.js";
import { budgetOf } from "../../sdk/emission/budgetOf.js";
import { epochAt } from "../../sdk/epochs/epochAt.js";
import { epochStart } from "../../sdk/epochs/epochStart.js";
import { roundAt } from "../../sdk/epochs/roundAt.js";
import { isValidPublicKey } from "../../sdk/keys/isValidPublicKey.js";
import { maskKey } from "../../sdk/keys/maskKey.js";
import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";
import { sharedPointAddress } from "../../sdk/keys/sharedPointAddress.js";
import { orderId } from "../../sdk/orders/orderId.js";
import { growController } from "../../sdk/pricing/growController.js";
import { priceOf } from "../../sdk/pricing/priceOf.js";
import { reportTypedData } from "../../sdk/signatures/reportTypedData.js";
import { allowlistLeaf } from "../../sdk/trees/allowlistLeaf.js";
import { MerkleTree } from "../../sdk/trees/MerkleTree.js";
import { rewardLeaf } from "../../sdk/trees/rewardLeaf.js";
import { sampleLeaf } from "../../sdk/trees/sampleLeaf.js";
import { verdictLeaf } from "../../sdk/trees/verdictLeaf.js";
import { verifyProof } from "../../sdk/trees/verifyProof.js";
import { allowsSale } from "../../sdk/types/allowsSale.js";
import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { Order } from "../../sdk/types/Order.js";
import type { PriceController } from "../../sdk/types/PriceController.js";
import type { PublicKey } from "../../sdk/types/PublicKey.js";
import type { Report } from "../../sdk/types/Report.js";
import type { Sample } from "../../sdk/types/Sample.js";
import type { Verdict } from "../../sdk/types/Verdict.js";
import { runs } from "../fuzzing/runs.js";
import { deployedSystem, runningSystem } from "./fixture.js";

const P = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn;
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const libraries: Contract = await ethers.deployContract("EquivalenceLibraries");

/** What a function of the libraries returns. */
async function solidity(name: string, ...args: unknown[]): Promise<unknown> {
  return libraries.getFunction(name).staticCall(...args);
}

const uint = (bits: number) => fc.bigInt(0n, (1n << BigInt(bits)) - 1n);
const bytes32 = uint(256).map((value) => toBeHex(value, 32));
const address = uint(160).map((value) => getAddress(toBeHex(value, 20)));
const kind = fc.constantFrom(...Object.values(Kind));
const scalar = fc.oneof(fc.bigInt(1n, N - 1n), fc.constantFrom(1n, 2n, N - 2n, N - 1n, N / 2n));
const privateKey = scalar.map((value) => toBeHex(value, 32));

const sample: fc.Arbitrary<Sample> = fc.record({
  submitter: address,
  kind,
  contentHash: bytes32,
  possession: bytes32,
  policy: uint(8),
});

const verdict: fc.Arbitrary<Verdict> = fc.record({
  kind,
  contentHash: bytes32,
  category: fc.constantFrom(...Object.values(Category)),
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

const order: fc.Arbitrary<Order> = fc.record({
  buyer: address,
  provider: address,
  submitter: address,
  kind,
  price: uint(96),
  keyCommitment: bytes32,
  providerKeyX: uint(256),
  providerKeyParity: uint(8),
  buyerKey: address,
  deadline: uint(40),
});

const report: fc.Arbitrary<Report> = fc.record({
  epoch: uint(32),
  round: uint(8),
  verdictsRoot: bytes32,
  rewardsRoot: bytes32,
  submitterTotal: uint(96),
  storageTotal: uint(96),
  cid: bytes32,
});

describe("Solidity and TypeScript agree on", () => {
  describe("trees", () => {
    it("R1: the leaf of a sample", async () => {
      const { registry } = (await networkHelpers.loadFixture(deployedSystem)).contracts;
      const property = fc.asyncProperty(sample, async (value) => {
        expect(await registry.leafOf(value)).to.equal(sampleLeaf(value));
      });
      await fc.assert(property);
    });

    it("R5: the leaf of a verdict", async () => {
      const property = fc.asyncProperty(verdict, async (value) => {
        expect(await solidity("verdictLeaf", value)).to.equal(verdictLeaf(value));
      });
      await fc.assert(property);
    });

    it("R5: which proofs lead to a root", async () => {
      const leaves = fc.array(bytes32, { minLength: 1, maxLength: 20 });
      const property = fc.asyncProperty(leaves, fc.nat(), fc.nat(), async (values, first, second) => {
        const tree = new MerkleTree(values);
        const leaf = values[first % values.length] ?? expect.fail("no leaf");
        const proof = tree.proof(second % values.length);
        expect(await solidity("verifyProof", tree.root, leaf, proof)).to.equal(verifyProof(tree.root, leaf, proof));
        const own = tree.proof(first % values.length);
        expect(await solidity("verifyProof", tree.root, leaf, own)).to.equal(true);
      });
      await fc.assert(property);
    });

    it("P2: the leaf of a reward: each account of a tree is paid, and nobody a unit more", async () => {
      const system = await networkHelpers.loadFixture(runningSystem);
      const { ledger, rewardPool, token } = system.contracts;
      const accounts = system.actors.slice(0, 5);
      const leaves = accounts.map(({ address: account }, index) => rewardLeaf(account, BigInt(index) + 1n));
      const tree = new MerkleTree(leaves);

      // The ledger alone opens epochs.
      const opener = await ledger.getAddress();
      await networkHelpers.setBalance(opener, 10n ** 18n);
      await networkHelpers.impersonateAccount(opener);
      const signer = await ethers.getSigner(opener);
      await rewardPool.connect(signer).open(1n, tree.root, 15n, 0n, [], 10n ** 24n);

      for (const [index, account] of accounts.entries()) {
        const amount = BigInt(index) + 1n;
        const proof = tree.proof(index);
        await expect(rewardPool.claim(account, [{ epoch: 1n, amount: amount + 1n, proof }]))
          .to.be.revertedWithCustomError(rewardPool, "RewardPool_InvalidProof")
          .withArgs(1n, account.address, amount + 1n);
        await rewardPool.claim(account, [{ epoch: 1n, amount, proof }]);
        expect(await token.balanceOf(account)).to.equal(amount);
      }
    });

    it("the leaf of an allowlist", async () => {
      const fresh = await network.create();
      const now = await fresh.networkHelpers.time.latest();
      const parameters = await readParameters("ignition/parameters/local.json5", now);
      const accounts = (await fresh.ethers.getSigners()).slice(0, 5);
      const listed = accounts.slice(1).map((account) => account.address);
      const root = new MerkleTree(listed.map(allowlistLeaf)).root;
      const sale = { ...parameters.sale, allowlist: { root, end: parameters.sale.end } };
      const { contracts } = await deploySystem(fresh, { ...parameters, sale });
      for (const account of accounts.slice(1)) {
        await new SaleClient(contracts, account).admit(listed);
        expect((await contracts.sale.purchaseOf(account)).admitted).to.equal(true);
      }
      const [stranger] = accounts;
      await expect(contracts.sale.allow(stranger ?? expect.fail("no account"), []))
        .to.be.revertedWithCustomError(contracts.sale, "TokenSale_NotOnAllowlist")
        .withArgs(stranger?.address);
    });
  });

  it("E5: which policies allow a sale", async () => {
    for (let policy = 0n; policy < 256n; ++policy) {
      expect(await solidity("allowsSale", policy), policy.toString()).to.equal(allowsSale(policy));
    }
  });

  it("E5: the id of an order", async () => {
    const { contracts, addressBook } = await networkHelpers.loadFixture(deployedSystem);
    const market = await contracts.market.getAddress();
    const property = fc.asyncProperty(order, async (value) => {
      expect(await contracts.market.idOf(value)).to.equal(orderId(BigInt(addressBook.chainId), market, value));
    });
    await fc.assert(property);
  });

  it("R3: the digest of a report", async () => {
    const { contracts, addressBook } = await networkHelpers.loadFixture(deployedSystem);
    const ledger = await contracts.ledger.getAddress();
    const property = fc.asyncProperty(report, async (value) => {
      const { domain, types, message } = reportTypedData(BigInt(addressBook.chainId), ledger, value);
      expect(await contracts.ledger.digestOf(value)).to.equal(TypedDataEncoder.hash(domain, types, message));
    });
    await fc.assert(property);
  });

  describe("E6: prices", () => {
    const term = fc.oneof(fc.bigInt(1n, 100n), fc.bigInt(1n, (1n << 29n) - 1n));
    const steps = fc.array(
      fc.record({
        passed: fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 1n << 20n)),
        sales: fc.oneof(fc.bigInt(0n, 500n), uint(256)),
      }),
      { minLength: 1, maxLength: 20 },
    );

    it("after any sequence of sales and idle epochs", async () => {
      let highest = 0n;
      const property = fc.asyncProperty(uint(92), term, term, steps, async (floor, target, scale, sequence) => {
        let controller: PriceController = { floor, target, scale, excess: 0n, grown: 0n, epoch: 0n };
        let epoch = 0n;
        const epochs: bigint[] = [];
        const prices: bigint[] = [];
        for (const { passed, sales } of sequence) {
          epochs.push((epoch += passed));
          controller = growController(controller, epoch, sales);
          prices.push(priceOf(controller, epoch));
        }
        const sales = sequence.map((step) => step.sales);
        const [found, last] = (await solidity("sell", floor, target, scale, epochs, sales)) as [
          bigint[],
          { toObject(): PriceController },
        ];
        expect([...found]).to.deep.equal(prices);
        expect(last.toObject()).to.deep.equal(controller);
        if (floor > 0n && prices.includes(16n * floor)) ++highest;
      });
      await fc.assert(property, runs(200));
      expect(highest > 0n, "some run reaches the highest price").to.equal(true);
    });

    it("in any state", async () => {
      const controllers: fc.Arbitrary<PriceController> = fc.record({
        floor: uint(92),
        target: term,
        scale: term,
        excess: uint(32),
        grown: fc.constant(0n),
        epoch: uint(32),
      });
      const property = fc.asyncProperty(controllers, uint(32), async (controller, epoch) => {
        // An excess above what `grow` ever stores makes the sum overflow in Solidity alone.
        fc.pre(controller.excess <= 4n * controller.scale);
        expect(await solidity("priceOf", controller, epoch)).to.equal(priceOf(controller, epoch));
      });
      await fc.assert(property);
    });
  });

  it("P1, P4: budgets, whatever is available and staked", async () => {
    const { contracts } = await networkHelpers.loadFixture(deployedSystem);
    const pool = contracts.rewardPool;
    const parameters = await readEmissionParameters(contracts);
    const property = fc.asyncProperty(uint(96), uint(96), async (available, weight) => {
      await networkHelpers.setStorageAt(await pool.getAddress(), 0, available);
      expect(await pool.available(), "slot 0 holds what is available").to.equal(available);
      const { submitters, supernodes, storageNodes } = await pool.budgetOf(weight);
      const expected = budgetOf(available, weight, parameters);
      expect({ submitters, supernodes, storageNodes }).to.deep.equal(expected);
    });
    await fc.assert(property);
  });

  it("X4: epochs and rounds at any time", async () => {
    const { contracts } = await networkHelpers.loadFixture(deployedSystem);
    const times = await readEpochTimes(contracts);
    const { genesis, epochLength: length } = times;
    const check = async () => {
      const time = BigInt(await networkHelpers.time.latest());
      const epoch = epochAt(time, times);
      expect(await contracts.clock.currentEpoch()).to.equal(epoch);
      expect(await contracts.clock.epochStart(epoch)).to.equal(epochStart(epoch, times));
      expect(await contracts.ledger.currentRound()).to.equal(roundAt(time, times));
    };
    await check();
    for (const time of [genesis - 1n, genesis, genesis + length - 1n, genesis + length]) {
      await networkHelpers.time.increaseTo(time);
      await check();
    }
    const property = fc.asyncProperty(fc.bigInt(1n, 3n * length), async (seconds) => {
      await networkHelpers.time.increase(seconds);
      await check();
    });
    await fc.assert(property, runs(30));
  });

  describe("E4: keys", () => {
    const coordinate = fc.oneof(uint(256), fc.constantFrom(0n, 1n, N - 1n, N, N + 1n, P - 1n, P, P + 1n));

    async function agreeOnKey(key: PublicKey): Promise<void> {
      expect(await solidity("isValid", key), `${key.x}, ${key.y}`).to.equal(isValidPublicKey(key));
    }

    it("which points are keys: on the curve, beside it, and out of range", async () => {
      const property = fc.asyncProperty(privateKey, coordinate, coordinate, async (secret, first, second) => {
        const key = publicKeyOf(secret);
        expect(isValidPublicKey(key)).to.equal(true);
        const variants = [
          key,
          { x: key.x, y: P - key.y },
          { x: key.x, y: (key.y + 1n) % P },
          { x: key.x, y: first },
          { x: first, y: key.y },
          { x: first, y: second },
          // The same point in coordinates that are not reduced, where they fit.
          ...[
            { x: key.x + P, y: key.y },
            { x: key.x, y: key.y + P },
          ].filter(({ x, y }) => x >> 256n === 0n && y >> 256n === 0n),
        ];
        for (const variant of variants) await agreeOnKey(variant);
      });
      await fc.assert(property, runs(50));
    });

    it("that a point of the curve with x from the group's order on is no key", async () => {
      let points = 0;
      for (let x = N; points < 5; ++x) {
        const y = squareRoot((x * x * x + 7n) % P);
        if (y === undefined) continue;
        ++points;
        expect(isValidPublicKey({ x, y })).to.equal(false);
        await agreeOnKey({ x, y });
        await agreeOnKey({ x, y: P - y });
      }
    });

    it("what is a scalar", async () => {
      for (const [value, expected] of [
        [0n, false],
        [1n, true],
        [N - 1n, true],
        [N, false],
        [(1n << 256n) - 1n, false],
      ] as const) {
        expect(await solidity("isScalar", value)).to.equal(expected);
        if (expected) expect(publicKeyOf(toBeHex(value, 32)).x > 0n).to.equal(true);
        else expect(() => publicKeyOf(toBeHex(value, 32))).to.throw();
      }
    });

    it("the address of a key and of a key's private half", async () => {
      const property = fc.asyncProperty(privateKey, async (secret) => {
        expect(await solidity("publicAddress", BigInt(secret))).to.equal(computeAddress(secret));
        expect(await solidity("addressOf", publicKeyOf(secret))).to.equal(computeAddress(secret));
      });
      await fc.assert(property, runs(50));
    });

    it("the product of a key and a scalar: the shared point of both sides", async () => {
      const property = fc.asyncProperty(privateKey, privateKey, async (provider, buyer) => {
        const shared = sharedPointAddress(provider, publicKeyOf(buyer));
        expect(await solidity("multiply", publicKeyOf(provider), BigInt(buyer))).to.equal(shared);
        expect(await solidity("multiply", publicKeyOf(buyer), BigInt(provider))).to.equal(shared);
      });
      await fc.assert(property, runs(100));
    });

    it("the mask of a content key", async () => {
      const property = fc.asyncProperty(bytes32, address, bytes32, async (key, shared, id) => {
        expect(await solidity("mask", key, shared, id)).to.equal(maskKey(key, shared, id));
      });
      await fc.assert(property);
    });
  });
});

/** A square root modulo the field's prime, which is 3 modulo 4. */
function squareRoot(value: bigint): bigint | undefined {
  let root = 1n;
  for (let base = value, exponent = (P + 1n) / 4n; exponent > 0n; exponent >>= 1n, base = (base * base) % P) {
    if ((exponent & 1n) === 1n) root = (root * base) % P;
  }
  return (root * root) % P === value ? root : undefined;
}
