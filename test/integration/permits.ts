import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { id, parseEther, type TransactionReceipt, Wallet, ZeroHash } from "ethers";
import hre, { network } from "hardhat";

import { Buyer } from "../../sdk/clients/Buyer.js";
import { confirm } from "../../sdk/clients/confirm.js";
import { Operator } from "../../sdk/clients/Operator.js";
import { permitFor } from "../../sdk/clients/permitFor.js";
import { Publisher } from "../../sdk/clients/Publisher.js";
import { Subscriber } from "../../sdk/clients/Subscriber.js";
import { Voter } from "../../sdk/clients/Voter.js";
import { protocolInterfaces } from "../../sdk/errors/protocolInterfaces.js";
import { generateKeyPair } from "../../sdk/keys/generateKeyPair.js";
import { signReport } from "../../sdk/signatures/signReport.js";
import { MerkleTree } from "../../sdk/trees/MerkleTree.js";
import { verdictLeaf } from "../../sdk/trees/verdictLeaf.js";
import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import { Policy } from "../../sdk/types/Policy.js";
import type { Report } from "../../sdk/types/Report.js";
import type { Verdict } from "../../sdk/types/Verdict.js";
import { runningSystem } from "./fixture.js";
import type { JourneySystem } from "./JourneySystem.js";

interface Payment {
  readonly contract: "SupernodeStaking" | "DataMarket" | "Subscriptions" | "RewardPool";
  readonly name: string;
  /** Who pays, when it cannot be a stranger. */
  readonly payer?: (system: JourneySystem) => HardhatEthersSigner;
  readonly pay: (system: JourneySystem, payer: HardhatEthersSigner) => Promise<{ receipt: TransactionReceipt }>;
}

const AMOUNT = parseEther("7");

const BY_PERMIT: readonly Payment[] = [
  {
    contract: "SupernodeStaking",
    name: "register",
    pay: async ({ contracts, parameters }, payer) =>
      new Operator(contracts, payer).register({
        reportSigner: Wallet.createRandom(),
        encryptionKey: generateKeyPair().publicKey,
        metadataURI: "ipfs://permit",
        commission: 0n,
        bond: parameters.staking.minimumBond,
      }),
  },
  {
    contract: "SupernodeStaking",
    name: "addBond",
    payer: (system) => system.supernode(0).operator,
    pay: async ({ contracts: { staking, token } }, payer) => {
      const permit = await permitFor(payer, token, staking, AMOUNT);
      return { receipt: await confirm(staking.connect(payer).addBondWithPermit(AMOUNT, permit)) };
    },
  },
  {
    contract: "SupernodeStaking",
    name: "vote",
    pay: async (system, payer) => new Voter(system.contracts, payer).vote(system.supernode(0).operator.address, AMOUNT),
  },
  {
    contract: "SupernodeStaking",
    name: "payIn",
    pay: async (system, payer) =>
      new Operator(system.contracts, payer).payIn([system.supernode(0).operator.address], AMOUNT),
  },
  {
    contract: "RewardPool",
    name: "deposit",
    pay: async ({ contracts: { rewardPool, token } }, payer) => {
      const permit = await permitFor(payer, token, rewardPool, AMOUNT);
      return { receipt: await confirm(rewardPool.connect(payer).depositWithPermit(AMOUNT, permit)) };
    },
  },
  {
    contract: "DataMarket",
    name: "purchase",
    pay: async (system, payer) => {
      const verdict = verdictOf(system.deployer.address);
      const tree = new MerkleTree([verdictLeaf(verdict)]);
      await publish(system, tree.root);
      const provider = system.supernode(0).operator.address;
      return new Buyer(system.contracts, payer).purchase({ epoch: 1n, verdict, proof: tree.proof(0), provider });
    },
  },
  {
    contract: "Subscriptions",
    name: "subscribe",
    pay: async ({ contracts }, payer) => new Subscriber(contracts, payer).subscribe(2n),
  },
];

const connection = await network.create();

describe("Payments in VMT", () => {
  for (const { contract, name, payer: payerOf, pay } of BY_PERMIT) {
    it(`${contract}.${name}: by a permit, in one transaction`, async () => {
      const system = await connection.networkHelpers.loadFixture(runningSystem);
      const { token } = system.contracts;
      const payer = payerOf?.(system) ?? system.actors[3] ?? expect.fail("the chain has too few accounts");
      await system.fund(payer, system.parameters.staking.minimumBond);
      const [nonce, before] = [await payer.getNonce(), await token.balanceOf(payer)];

      const { receipt } = await pay(system, payer);

      expect(await payer.getNonce()).to.equal(nonce + 1);
      expect(await token.balanceOf(payer)).to.be.lessThan(before);
      const { data } = await receipt.getTransaction();
      expect(protocolInterfaces[contract].parseTransaction({ data })?.name).to.equal(`${name}WithPermit`);
      expect(await token.allowance(payer, receipt.to ?? ""), "nothing is left approved").to.equal(0n);
    });
  }

  it("are all in the table", () => {
    const folder = join(hre.config.paths.root, "contracts");
    for (const file of readdirSync(folder).filter((path) => path.endsWith(".sol"))) {
      const contract = file.replace(".sol", "");
      const taking =
        readFileSync(join(folder, file), "utf8").match(/\btransferFrom\(|safeTransferFrom\(msg\.sender/g) ?? [];
      const listed = BY_PERMIT.filter((payment) => payment.contract === contract);
      expect(
        listed.map(({ name }) => name),
        file,
      ).to.have.length(taking.length);
    }
  });

  it("have no permit that is not in the table", () => {
    const variants = Object.entries(protocolInterfaces).flatMap(([contract, { fragments }]) =>
      fragments.flatMap((fragment) =>
        fragment.type === "function" && "name" in fragment && String(fragment.name).endsWith("WithPermit")
          ? [`${contract}.${String(fragment.name)}`]
          : [],
      ),
    );
    expect(variants).to.have.members(BY_PERMIT.map(({ contract, name }) => `${contract}.${name}WithPermit`));
  });
});

function verdictOf(submitter: string): Verdict {
  return {
    kind: Kind.FILE,
    contentHash: id("content"),
    category: Category.MALICIOUS,
    score: 100n,
    reward: 0n,
    submitter,
    detections: 2n,
    engines: 3n,
    policy: Policy.CLEAR,
    labelsHash: id("labels"),
    ciphertextCid: id("ciphertext"),
    keyCommitment: id("key"),
  };
}

async function publish(system: JourneySystem, verdictsRoot: string): Promise<void> {
  await system.toEpoch(2n);
  const { contracts, supernodes, bank, addressBook } = system;
  const ledger = await contracts.ledger.getAddress();
  const report: Report = {
    epoch: 1n,
    round: 0n,
    verdictsRoot,
    rewardsRoot: ZeroHash,
    submitterTotal: 0n,
    storageTotal: 0n,
    cid: id("leaves"),
  };
  const signing = supernodes.map(async ({ signer }, seat) => {
    return [seat, await signReport(signer, BigInt(addressBook.chainId), ledger, report)] as const;
  });
  await new Publisher(contracts, bank).publish(report, new Map(await Promise.all(signing)));
}
