import { join } from "node:path";

import { expect } from "chai";
import { AbiCoder, id, parseEther, Signature, type Signer, Wallet } from "ethers";
import { network } from "hardhat";

import { checkVmt } from "../../scripts/loop/checkVmt.js";
import { playEverything } from "../../scripts/loop/playEverything.js";
import { Operator } from "../../sdk/clients/Operator.js";
import { SaleClient } from "../../sdk/clients/SaleClient.js";
import { Subscriber } from "../../sdk/clients/Subscriber.js";
import { Voter } from "../../sdk/clients/Voter.js";
import { generateKeyPair } from "../../sdk/keys/generateKeyPair.js";
import { SaleState } from "../../sdk/types/SaleState.js";
import { WalletKeyError } from "../../sdk/wallets/WalletKeyError.js";
import { prepareInputs } from "../../supernode/prepareInputs.js";
import { ContractWallet } from "./ContractWallet.js";
import { deployedSystem, runningSystem } from "./fixture.js";
import type { JourneySystem } from "./JourneySystem.js";
import { LoopFixture } from "./LoopFixture.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { time } = networkHelpers;

async function walletIn(system: JourneySystem, name: string): Promise<ContractWallet> {
  return ContractWallet.deploy(connection, system.contracts, system.deployer, name);
}

describe("Contract wallets", () => {
  it("play everybody in the main job: buyers, operators, voters, submitter, vendor, reporter, bystander", async () => {
    const wallets: ContractWallet[] = [];
    const fixture = await LoopFixture.start(async (actors, chain, system) => {
      const [relayer] = await chain.ethers.getSigners();
      if (relayer === undefined) throw new Error("the chain has no account");
      const walletFor = async (account: Signer): Promise<Signer> => {
        const wallet = await ContractWallet.deploy(chain, system, relayer, await account.getAddress());
        await chain.networkHelpers.setBalance(wallet.address, parseEther("100"));
        wallets.push(wallet);
        return wallet.signer;
      };
      const { operators, voters } = actors;
      return {
        ...actors,
        operators: await Promise.all(operators.map(walletFor)),
        voters: await Promise.all(voters.map(walletFor)),
        submitter: await walletFor(actors.submitter),
        vendor: await walletFor(actors.vendor),
        reporter: await walletFor(actors.reporter),
        bystander: await walletFor(actors.bystander),
      };
    });
    try {
      const { loop, supernodes } = fixture;
      const inputs = await prepareInputs(["samples/eicar.com", "samples/notice.txt"], join(loop.workspace, "inputs"));
      await playEverything(loop, inputs, supernodes);
      await checkVmt(loop);

      for (const { address, contract } of wallets) {
        expect(await loop.provider.getCode(address)).not.to.equal("0x");
        // Only what a wallet executed came from it: it has no key that could have signed.
        expect(await contract.getFunction("nonce").staticCall(), address).to.be.greaterThan(0n);
      }
    } finally {
      await fixture.close();
    }
  });

  it("take their ETH back from a failed sale", async () => {
    const system = await networkHelpers.loadFixture(deployedSystem);
    const wallet = await walletIn(system, "refunded");
    await networkHelpers.setBalance(wallet.address, parseEther("10"));
    const buyer = new SaleClient(system.contracts, wallet.signer);
    await time.increaseTo(await system.contracts.sale.START());
    await buyer.buy(parseEther("7"));
    expect(await ethers.provider.getBalance(wallet.address)).to.equal(parseEther("3"));

    await time.increaseTo(await system.contracts.sale.END());
    expect((await buyer.finalize()).state).to.equal(SaleState.FAILED);
    expect((await buyer.refund()).amountWei).to.equal(parseEther("7"));
    expect(await ethers.provider.getBalance(wallet.address)).to.equal(parseEther("10"));
  });

  it("resign as operators and take their bond; a plain key signs the reports", async () => {
    const system = await networkHelpers.loadFixture(runningSystem);
    const { contracts } = system;
    const wallet = await walletIn(system, "operator");
    const bond = system.parameters.staking.minimumBond;
    await system.fund(wallet, bond + 5n);
    const operator = new Operator(contracts, wallet.signer);
    const reportSigner = Wallet.createRandom();
    await operator.register({
      reportSigner,
      encryptionKey: generateKeyPair().publicKey,
      metadataURI: "ipfs://wallet",
      commission: 500n,
      bond,
    });
    expect(await contracts.token.allowance(wallet.address, contracts.staking), "nothing is left approved").to.equal(0n);
    await operator.heartbeat();
    await system.nextEpoch();
    expect(await contracts.staking.isSigner(wallet.address, reportSigner.address)).to.equal(true);
    expect(await contracts.staking.isSigner(wallet.address, wallet.address)).to.equal(false);
    await operator.payIn([wallet.address], 5n);

    const { releaseEpoch } = await operator.resign();
    await system.toEpoch(releaseEpoch);
    expect((await operator.withdrawBond()).amount).to.equal(bond + 5n);
    expect(await contracts.token.balanceOf(wallet.address)).to.equal(bond + 5n);
  });

  it("vote, and withdraw at the ticket's first second", async () => {
    const system = await networkHelpers.loadFixture(runningSystem);
    const wallet = await walletIn(system, "voter");
    await system.fund(wallet, 1_000n);
    const voter = new Voter(system.contracts, wallet.signer);
    const { address } = system.supernode(0).operator;
    await voter.vote(address, 1_000n);
    const { epoch, payableFrom } = await voter.unvote(address);
    await system.toEpoch(payableFrom);
    expect((await voter.withdraw(address, epoch)).assets).to.equal(1_000n);
  });

  describe("signing", () => {
    let system: JourneySystem;
    let wallet: ContractWallet;

    beforeEach(async () => {
      system = await networkHelpers.loadFixture(runningSystem);
      wallet = await walletIn(system, "signer");
    });

    it("approves and pays in one transaction, or not at all", async () => {
      const { token, subscriptions } = system.contracts;
      const price = await subscriptions.price();
      await system.fund(wallet, price - 1n);
      const subscriber = new Subscriber(system.contracts, wallet.signer);
      const error: unknown = await subscriber.subscribe(1n).catch((reason: unknown) => reason);
      expect(error).to.have.property("message").that.contains("MultisigWallet_CallFailed");
      expect(await token.allowance(wallet.address, subscriptions), "the approval was undone").to.equal(0n);

      await system.fund(wallet, 1n);
      const { receipt, amount } = await subscriber.subscribe(1n);
      expect(amount).to.equal(price);
      const approvals = await token.queryFilter(token.filters.Approval(wallet.address), receipt.blockNumber);
      expect(approvals.map(({ transactionHash }) => transactionHash)).to.deep.equal([receipt.hash]);
    });

    it("needs two of three owners", async () => {
      const { token } = system.contracts;
      const call = {
        to: await token.getAddress(),
        value: 0n,
        data: token.interface.encodeFunctionData("approve", [system.bank.address, 1n]),
      };
      await expect(wallet.execute([call], 1))
        .to.be.revertedWithCustomError(wallet.contract, "MultisigWallet_NotSigned")
        .withArgs(1, 2);
      await wallet.execute([call], 2);
      expect(await token.allowance(wallet.address, system.bank)).to.equal(1n);
    });

    it("answers EIP-1271, which ERC-2612 does not ask: a permit in its name is refused", async () => {
      const { token } = system.contracts;
      const digest = id("anything");
      const isValid = wallet.contract.getFunction("isValidSignature");
      const signatures = (signing: number) =>
        AbiCoder.defaultAbiCoder().encode(["bytes[]"], [wallet.signaturesOf(digest, signing)]);
      expect(await isValid.staticCall(digest, signatures(2))).to.equal("0x1626ba7e");
      expect(await isValid.staticCall(digest, signatures(1))).to.equal("0xffffffff");

      const { r, s, v } = Signature.from(wallet.signaturesOf(digest, 1)[0] ?? "");
      const deadline = (await time.latest()) + 3_600;
      await expect(token.permit(wallet.address, system.bank, 1n, deadline, v, r, s)).to.be.revertedWithCustomError(
        token,
        "ERC2612InvalidSigner",
      );
    });

    it("refuses what only a key can sign", async () => {
      const refused = async (promise: Promise<unknown>, what: string): Promise<void> => {
        const error: unknown = await promise.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(WalletKeyError).and.have.property("what", what);
      };
      await refused(wallet.signer.signMessage(), "sign a message");
      await refused(wallet.signer.signTransaction(), "sign a transaction");
      await refused(wallet.signer.sendTransaction({ data: "0x" }), "deploy a contract");
      const types = { SignerConsent: [{ name: "operator", type: "address" }] };
      await refused(wallet.signer.signTypedData({}, types), "sign SignerConsent");
    });
  });
});
