import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { hexlify, id, parseEther, randomBytes, toBeHex, Wallet, ZeroHash } from "ethers";
import { network } from "hardhat";

import { Buyer } from "../../sdk/clients/Buyer.js";
import { Claimer } from "../../sdk/clients/Claimer.js";
import { FaultReporter } from "../../sdk/clients/FaultReporter.js";
import { LateDeliveryError } from "../../sdk/clients/LateDeliveryError.js";
import { ProviderKeyError } from "../../sdk/clients/ProviderKeyError.js";
import { Operator } from "../../sdk/clients/Operator.js";
import { prepareSubmission } from "../../sdk/clients/prepareSubmission.js";
import { Publisher } from "../../sdk/clients/Publisher.js";
import { readCouncil } from "../../sdk/clients/readCouncil.js";
import { SaleClient } from "../../sdk/clients/SaleClient.js";
import type { SignedReport } from "../../sdk/clients/SignedReport.js";
import type { Submission } from "../../sdk/clients/Submission.js";
import { Submitter } from "../../sdk/clients/Submitter.js";
import { Subscriber } from "../../sdk/clients/Subscriber.js";
import { Voter } from "../../sdk/clients/Voter.js";
import { InvalidArgumentError } from "../../sdk/errors/InvalidArgumentError.js";
import { ProtocolError } from "../../sdk/errors/ProtocolError.js";
import { decryptFile } from "../../sdk/files/decryptFile.js";
import { compressedKey } from "../../sdk/keys/compressedKey.js";
import { generateKeyPair } from "../../sdk/keys/generateKeyPair.js";
import { maskKey } from "../../sdk/keys/maskKey.js";
import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";
import { unwrapKey } from "../../sdk/keys/unwrapKey.js";
import { orderId } from "../../sdk/orders/orderId.js";
import { recoverReportSigner } from "../../sdk/signatures/recoverReportSigner.js";
import { signReport } from "../../sdk/signatures/signReport.js";
import { MerkleTree } from "../../sdk/trees/MerkleTree.js";
import { rewardLeaf } from "../../sdk/trees/rewardLeaf.js";
import { verdictLeaf } from "../../sdk/trees/verdictLeaf.js";
import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import { OrderStatus } from "../../sdk/types/OrderStatus.js";
import { Policy } from "../../sdk/types/Policy.js";
import type { Report } from "../../sdk/types/Report.js";
import { SaleState } from "../../sdk/types/SaleState.js";
import type { Verdict } from "../../sdk/types/Verdict.js";
import { deployedSystem, runningSystem } from "./fixture.js";
import type { JourneySystem } from "./JourneySystem.js";

const CONTENT = "a file that somebody found";
const REWARD = parseEther("5");

const connection = await network.create();
const { networkHelpers } = connection;
const { time } = networkHelpers;

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("nothing failed"),
    (error: unknown) => error,
  );
}

function actor(system: JourneySystem, index: number): HardhatEthersSigner {
  return system.actors[index] ?? expect.fail(`there is no actor ${index}`);
}

describe("Clients", () => {
  let folder: string;
  let system: JourneySystem;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "clients-"));
    await writeFile(join(folder, "plain"), CONTENT);
  });

  afterEach(async () => rm(folder, { recursive: true }));

  describe("SaleClient", () => {
    beforeEach(async () => {
      system = await networkHelpers.loadFixture(deployedSystem);
    });

    it("buys, finalizes, claims and releases the proceeds", async () => {
      const { sale, token } = system.contracts;
      const buyer = new SaleClient(system.contracts, system.bank);
      await time.increaseTo(await sale.START());
      const { paidWei, tokens } = await buyer.buy(parseEther("1000"));
      expect([paidWei, tokens]).to.deep.equal([parseEther("1000"), parseEther("100000000")]);
      await time.increaseTo(await sale.END());
      const { state, sold, burned, raisedWei } = await buyer.finalize();
      expect(state).to.equal(SaleState.SUCCEEDED);
      expect([sold, burned, raisedWei]).to.deep.equal([tokens, parseEther("150000000"), paidWei]);
      expect((await buyer.claim()).tokens).to.equal(tokens);
      expect(await token.balanceOf(system.bank)).to.equal(tokens);
      const before = await sale.released();
      const { amountWei } = await buyer.releaseProceeds();
      expect(await sale.released()).to.equal(before + amountWei);
    });

    it("takes the refund of a failed sale", async () => {
      const buyer = new SaleClient(system.contracts, system.bank);
      await time.increaseTo(await system.contracts.sale.START());
      await buyer.buy(parseEther("1"));
      await time.increaseTo(await system.contracts.sale.END());
      expect((await buyer.finalize()).state).to.equal(SaleState.FAILED);
      expect((await buyer.refund()).amountWei).to.equal(parseEther("1"));
    });

    it("explains a refusal", async () => {
      const error = await failure(new SaleClient(system.contracts, system.bank).finalize());
      expect(error).to.be.instanceOf(ProtocolError);
      expect(error).to.deep.include({ contract: "TokenSale", errorName: "NotEnded" });
      expect(error)
        .to.have.property("args")
        .that.includes({ end: await system.contracts.sale.END() });
    });

    it("admits only who is on the list", async () => {
      const client = new SaleClient(system.contracts, system.bank);
      expect(await failure(client.admit([]))).to.be.instanceOf(InvalidArgumentError);
      const error = await failure(client.admit([system.bank.address]));
      expect(error).to.deep.include({ contract: "TokenSale", errorName: "NotOnAllowlist" });
    });
  });

  describe("Submitter", () => {
    beforeEach(async () => {
      system = await networkHelpers.loadFixture(runningSystem);
    });

    async function prepared(submitter: HardhatEthersSigner): Promise<Submission> {
      const options = { kind: Kind.FILE, policy: Policy.GREEN };
      return prepareSubmission(submitter.address, join(folder, "plain"), join(folder, "encrypted"), options);
    }

    it("submits for owners without ETH, who hand over after the root is mined", async () => {
      const [aggregator, owner] = [actor(system, 0), actor(system, 1)];
      const { leaf, sample } = await prepared(owner);
      expect(leaf).to.equal(await system.contracts.registry.leafOf(sample));
      const { tree, time: submitted } = await new Submitter(system.contracts, aggregator).submit([leaf, ZeroHash]);
      const client = new Submitter(system.contracts, owner);
      expect(await client.requireSubmitted(aggregator.address, tree.root, leaf, tree.proof(0))).to.equal(submitted);

      expect(await failure(client.requireSubmitted(owner.address, tree.root, leaf, tree.proof(0)))).to.have.property(
        "message",
        `root is ${tree.root}, expected a root that ${owner.address} has submitted`,
      );
      expect(
        await failure(client.requireSubmitted(aggregator.address, tree.root, leaf, tree.proof(1))),
      ).to.have.property("argument", "proof");
    });

    it("wraps the content key for each seat holder", async () => {
      const submitter = actor(system, 0);
      const { encrypted, leaf } = await prepared(submitter);
      const client = new Submitter(system.contracts, submitter);
      const wrappers = await client.keyWrappers(1n);
      expect(wrappers.size).to.equal(system.supernodes.length);
      for (const { operator, encryptionKey } of system.supernodes) {
        const wrapper = wrappers.get(operator.address) ?? expect.fail(`nothing to wrap with for ${operator.address}`);
        const envelope = wrapper.wrap(encrypted.key, leaf);
        expect(unwrapKey(envelope, encryptionKey.privateKey, leaf)).to.equal(encrypted.key);
      }
    });
  });

  describe("Voter and Operator", () => {
    beforeEach(async () => {
      system = await networkHelpers.loadFixture(runningSystem);
    });

    it("votes, gives votes back and takes the ticket", async () => {
      const signer = actor(system, 0);
      const supernode = system.supernode(0).operator.address;
      await system.fund(signer, 1_000n);
      const voter = new Voter(system.contracts, signer);
      const { shares } = await voter.vote(supernode, 1_000n);
      expect(await system.contracts.staking.sharesOf(supernode, signer)).to.equal(shares);
      const ticket = await voter.unvote(supernode);
      expect(ticket).to.include({ epoch: 1n, assets: 1_000n, payableFrom: 16n });
      expect(await failure(voter.withdraw(supernode, ticket.epoch))).to.deep.include({ errorName: "TicketLocked" });
      await system.toEpoch(ticket.payableFrom);
      expect((await voter.withdraw(supernode, ticket.epoch)).assets).to.equal(1_000n);
    });

    it("registers, sits, changes its signer, is paid, resigns and takes its bond", async () => {
      const { contracts } = system;
      const account = actor(system, 0);
      const bond = 2n * system.parameters.staking.minimumBond;
      await system.fund(account, bond);
      const operator = new Operator(contracts, account);
      const encryptionKey = generateKeyPair().publicKey;
      await operator.register({
        reportSigner: Wallet.createRandom(),
        encryptionKey,
        metadataURI: "ipfs://new",
        commission: 500n,
        bond,
      });
      const { x, parity } = await contracts.staking.encryptionKeyOf(account);
      expect([x, parity]).to.deep.equal([encryptionKey.x, encryptionKey.y & 1n]);
      await operator.heartbeat();
      expect((await operator.takeSeat(3)).from).to.equal(2n);
      expect((await readCouncil(contracts, 2n)).get(3)).to.equal(account.address);
      expect((await operator.setSigner(Wallet.createRandom())).from).to.equal(2n);
      expect(await failure(operator.unjail())).to.deep.include({ errorName: "NotJailed" });

      await system.fund(system.deployer, 14n);
      await new Operator(contracts, system.deployer).payIn([account.address, system.supernode(0).operator.address], 7n);
      const { releaseEpoch } = await operator.resign();
      await system.toEpoch(releaseEpoch);
      expect((await operator.withdrawBond()).amount).to.equal(bond + 7n);
    });
  });

  describe("FaultReporter", () => {
    beforeEach(async () => {
      system = await networkHelpers.loadFixture(runningSystem);
    });

    async function signed(n: number, verdicts: string): Promise<SignedReport> {
      const report: Report = {
        epoch: 1n,
        round: 0n,
        verdictsRoot: id(verdicts),
        rewardsRoot: ZeroHash,
        submitterTotal: 0n,
        storageTotal: 0n,
        cid: id("leaves"),
      };
      const { ledger } = system.contracts;
      const chainId = BigInt(system.addressBook.chainId);
      return {
        report,
        signature: await signReport(system.supernode(n).signer, chainId, await ledger.getAddress(), report),
      };
    }

    it("proves two reports of one round, for the bounty", async () => {
      const { staking, token } = system.contracts;
      const { minimumBond, slashShare, bountyShare } = system.parameters.staking;
      const [culprit, voter] = [system.supernode(2).operator, actor(system, 1)];
      const votes = 3n * minimumBond;
      await system.fund(voter, votes);
      await new Voter(system.contracts, voter).vote(culprit.address, votes);
      const reporter = new FaultReporter(system.contracts, actor(system, 0));

      const { supernode, slashed, bounty } = await reporter.prove(await signed(2, "one"), await signed(2, "another"));

      const fromBond = (minimumBond * BigInt(slashShare)) / 10_000n;
      expect(supernode).to.equal(culprit.address);
      expect(slashed).to.equal(fromBond + (votes * BigInt(slashShare)) / 10_000n);
      expect(bounty).to.equal((fromBond * BigInt(bountyShare)) / 10_000n);
      expect(await token.balanceOf(actor(system, 0))).to.equal(bounty);
      expect(await staking.isJailed(culprit)).to.equal(true);
    });

    it("explains why a proof is refused", async () => {
      const reporter = new FaultReporter(system.contracts, actor(system, 0));
      const first = await signed(2, "one");

      const same = await failure(reporter.prove(first, first));
      expect(same).to.deep.include({ contract: "EquivocationFaults", errorName: "SameReport" });
      expect(same)
        .to.have.property("args")
        .that.includes({ digest: await system.contracts.ledger.digestOf(first.report) });
      const others = await failure(reporter.prove(first, await signed(3, "another")));
      expect(others).to.deep.include({ contract: "EquivocationFaults", errorName: "DifferentSigners" });
      expect(others)
        .to.have.property("args")
        .that.includes({ first: system.supernode(2).signer.address, second: system.supernode(3).signer.address });
    });
  });

  describe("Publisher, Claimer, Buyer and Subscriber", () => {
    let submission: Submission;
    let verdict: Verdict;
    let tree: MerkleTree;
    let rewards: MerkleTree;
    let submitter: HardhatEthersSigner;
    let vendor: HardhatEthersSigner;
    let block: number;

    beforeEach(async () => {
      system = await networkHelpers.loadFixture(runningSystem);
      [submitter, vendor] = [actor(system, 0), actor(system, 1)];
      submission = await prepareSubmission(submitter.address, join(folder, "plain"), join(folder, "encrypted"), {
        kind: Kind.FILE,
        policy: Policy.CLEAR,
      });
      const { contentHash, ciphertextCid, keyCommitment } = submission.encrypted;
      verdict = {
        kind: Kind.FILE,
        contentHash,
        category: Category.MALICIOUS,
        score: 100n,
        reward: REWARD,
        submitter: submitter.address,
        detections: 2n,
        engines: 3n,
        policy: Policy.CLEAR,
        labelsHash: id("labels"),
        ciphertextCid,
        keyCommitment,
      };
      tree = new MerkleTree([verdictLeaf(verdict)]);
      rewards = new MerkleTree([rewardLeaf(submitter.address, REWARD)]);
      block = await connection.ethers.provider.getBlockNumber();
    });

    async function publish(): Promise<void> {
      await system.toEpoch(2n);
      const chainId = BigInt(system.addressBook.chainId);
      const ledger = await system.contracts.ledger.getAddress();
      const report: Report = {
        epoch: 1n,
        round: 0n,
        verdictsRoot: tree.root,
        rewardsRoot: rewards.root,
        submitterTotal: REWARD,
        storageTotal: 0n,
        cid: id("leaves"),
      };
      const signatures = new Map(
        await Promise.all(
          system.supernodes.map(async ({ signer }, seat) => {
            const signature = await signReport(signer, chainId, ledger, report);
            expect(recoverReportSigner(chainId, ledger, report, signature)).to.equal(signer.address);
            return [seat, signature] as const;
          }),
        ),
      );
      const { signers, supernodeReward } = await new Publisher(system.contracts, vendor).publish(report, signatures);
      expect(signers).to.equal((1n << BigInt(system.supernodes.length)) - 1n);
      expect(supernodeReward > 0n).to.equal(true);
    }

    const request = () => ({
      epoch: 1n,
      verdict,
      proof: tree.proof(0),
      provider: system.supernode(0).operator.address,
    });

    it("publishes, records and claims", async () => {
      await publish();
      await new Publisher(system.contracts, vendor).record(1n, verdict, tree.proof(0));
      expect((await system.contracts.ledger.verdictOf(verdict.kind, verdict.contentHash)).score).to.equal(100n);

      const claimer = new Claimer(system.contracts, vendor);
      const claims = [{ epoch: 1n, amount: REWARD, proof: rewards.proof(0) }];
      expect((await claimer.claim(submitter.address, claims)).amount).to.equal(REWARD);
      expect(await system.contracts.token.balanceOf(submitter)).to.equal(REWARD);
      expect(await failure(claimer.claim(submitter.address, claims))).to.have.property(
        "message",
        "claims is 1, all paid, expected one that is not paid",
      );
    });

    it("buys a key, which decrypts the file that was registered", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const buyer = new Buyer(system.contracts, vendor);
      const purchase = await buyer.purchase(request());
      expect(await system.contracts.market.idOf(purchase.order)).to.equal(purchase.id);
      const { privateKey } = purchase.keyPair;
      expect(await buyer.delivery(purchase, privateKey, block)).to.equal(undefined);

      const { operator: account, encryptionKey } = system.supernode(0);
      const operator = new Operator(system.contracts, account);
      const [open] = await operator.purchases(block);
      if (open === undefined) expect.fail("the provider sees no order");
      expect(open).to.deep.equal({
        id: purchase.id,
        order: purchase.order,
        buyerKey: purchase.keyPair.publicKey,
        contentHash: verdict.contentHash,
        epoch: 1n,
      });
      const { disputableUntil } = await operator.deliver(open, submission.encrypted.key, encryptionKey.privateKey);

      const delivery = await buyer.delivery(purchase, privateKey, block);
      if (delivery === undefined) expect.fail("nothing was delivered");
      expect(delivery).to.include({ contentKey: submission.encrypted.key, isCorrect: true, disputableUntil });
      const { contentHash } = await decryptFile(join(folder, "encrypted"), join(folder, "bought"), delivery.contentKey);
      expect(contentHash).to.equal(verdict.contentHash);

      const maskedKey = delivery.maskedKey;
      expect(await failure(buyer.dispute(purchase, maskedKey, privateKey))).to.deep.include({
        errorName: "KeyIsCorrect",
      });
      const { toSubmitter, toProvider, toPool, toBurn } = await buyer.accept(purchase);
      expect(toSubmitter + toProvider + toPool + toBurn).to.equal(purchase.order.price);
      expect((await system.contracts.market.stateOf(purchase.id)).status).to.equal(OrderStatus.SETTLED);
    });

    it("settles for anyone after the dispute window", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const purchase = await new Buyer(system.contracts, vendor).purchase(request());
      const { operator: account, encryptionKey } = system.supernode(0);
      const operator = new Operator(system.contracts, account);
      const { disputableUntil } = await operator.deliver(purchase, submission.encrypted.key, encryptionKey.privateKey);
      await time.increaseTo(disputableUntil);
      const { toProvider } = await new Buyer(system.contracts, submitter).settle(purchase);
      expect(toProvider).to.equal(purchase.order.price / 4n);
    });

    it("proves a wrong key, for the price and the bounty", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const buyer = new Buyer(system.contracts, vendor);
      const purchase = await buyer.purchase(request());
      const { operator: account, encryptionKey } = system.supernode(0);
      const wrong = hexlify(randomBytes(32));
      const error = await failure(
        new Operator(system.contracts, account).deliver(purchase, wrong, encryptionKey.privateKey),
      );
      expect(error).to.be.instanceOf(InvalidArgumentError).and.have.property("argument", "contentKey");

      await system.contracts.market.connect(account).deliver(purchase.order, maskKey(wrong, vendor.address, ZeroHash));
      const delivery = await buyer.delivery(purchase, purchase.keyPair.privateKey, block);
      if (delivery === undefined) expect.fail("nothing was delivered");
      expect(delivery.isCorrect).to.equal(false);
      const { amount, bounty } = await buyer.dispute(purchase, delivery.maskedKey, purchase.keyPair.privateKey);
      expect([amount, bounty]).to.deep.equal([purchase.order.price, purchase.order.price]);
    });

    it("masks nothing with another encryption key than the order's, which would be a fault", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const purchase = await new Buyer(system.contracts, vendor).purchase(request());
      const { operator: account, encryptionKey } = system.supernode(0);
      const operator = new Operator(system.contracts, account);
      // Any other key, and the one of the same x whose y has the other parity.
      const expected = publicKeyOf(encryptionKey.privateKey);
      const opposite = toBeHex(secp256k1.Point.Fn.ORDER - BigInt(encryptionKey.privateKey), 32);
      expect(publicKeyOf(opposite).x).to.equal(purchase.order.providerKeyX);
      for (const other of [generateKeyPair().privateKey, opposite]) {
        const error = await failure(operator.deliver(purchase, submission.encrypted.key, other));
        expect(error).to.be.instanceOf(ProviderKeyError);
        const keys = { given: compressedKey(publicKeyOf(other)), expected: compressedKey(expected) };
        expect(error).to.include(keys);
        expect((error as Error).message).to.contain(
          `the encryption key is ${keys.given}, and the order is for ${keys.expected}`,
        );
      }
      expect((await system.contracts.market.stateOf(purchase.id)).status).to.equal(OrderStatus.OPEN);
      await operator.deliver(purchase, submission.encrypted.key, encryptionKey.privateKey);
    });

    it("masks nothing for an order whose number or buyer's key is not of its terms, which would be a fault", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const purchase = await new Buyer(system.contracts, vendor).purchase(request());
      const { operator: account, encryptionKey } = system.supernode(0);
      const operator = new Operator(system.contracts, account);
      const { privateKey } = encryptionKey;
      const other = generateKeyPair().publicKey;
      const dearer = { ...purchase.order, price: purchase.order.price + 1n };
      const market = await system.contracts.market.getAddress();
      const dearerId = orderId(BigInt(system.addressBook.chainId), market, dearer);
      for (const [invented, argument, actual, expected] of [
        [{ ...purchase, id: ZeroHash }, "purchase.id", ZeroHash, `${purchase.id}, of its terms`],
        [{ ...purchase, order: dearer }, "purchase.id", purchase.id, `${dearerId}, of its terms`],
        [
          { ...purchase, buyerKey: other },
          "purchase.buyerKey",
          compressedKey(other),
          `the key of the address ${purchase.order.buyerKey}`,
        ],
      ] as const) {
        const error = await failure(operator.deliver(invented, submission.encrypted.key, privateKey));
        expect(error).to.be.instanceOf(InvalidArgumentError).and.deep.include({ argument, actual, expected });
      }
      expect((await system.contracts.market.stateOf(purchase.id)).status).to.equal(OrderStatus.OPEN);
      await operator.deliver(purchase, submission.encrypted.key, privateKey);
    });

    it("sends no key in the last sixth of the shortest delivery time, and takes the refund", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const buyer = new Buyer(system.contracts, vendor);
      const purchase = await buyer.purchase({
        ...request(),
        deliverySeconds: BigInt(system.parameters.market.minimumDelivery) + 40n,
      });
      const { operator: account, encryptionKey } = system.supernode(0);
      const operator = new Operator(system.contracts, account);
      const { deadline } = purchase.order;
      const latest = deadline - BigInt(system.parameters.market.minimumDelivery) / 6n;
      await time.increaseTo(latest);
      const error = await failure(operator.deliver(purchase, submission.encrypted.key, encryptionKey.privateKey));
      expect(error).to.be.instanceOf(LateDeliveryError).and.deep.include({ time: latest, latest, deadline });
      expect(await failure(buyer.refund(purchase))).to.deep.include({ errorName: "DeadlineNotPassed" });
      await time.increaseTo(deadline);
      expect((await buyer.refund(purchase)).amount).to.equal(purchase.order.price);
    });

    it("sends a key one second before that", async () => {
      await publish();
      await system.fund(vendor, parseEther("100"));
      const purchase = await new Buyer(system.contracts, vendor).purchase({
        ...request(),
        deliverySeconds: BigInt(system.parameters.market.minimumDelivery) + 40n,
      });
      const { operator: account, encryptionKey } = system.supernode(0);
      const margin = BigInt(system.parameters.market.minimumDelivery) / 6n;
      await time.increaseTo(purchase.order.deadline - margin - 1n);
      const operator = new Operator(system.contracts, account);
      await operator.deliver(purchase, submission.encrypted.key, encryptionKey.privateKey);
      expect((await system.contracts.market.stateOf(purchase.id)).status).to.equal(OrderStatus.DELIVERED);
    });

    it("subscribes and cancels", async () => {
      const price = await system.contracts.subscriptions.price();
      await system.fund(vendor, 3n * price);
      const subscriber = new Subscriber(system.contracts, vendor);
      expect(await subscriber.subscribe(3n)).to.include({ amount: 3n * price, until: 4n });
      expect(await subscriber.cancel()).to.include({ amount: 2n * price, until: 2n });
    });
  });
});
