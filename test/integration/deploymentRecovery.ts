import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { toQuantity } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { compiledContracts } from "../../ignition/compiledContracts.js";
import { guardedProvider } from "../../ignition/guardedProvider.js";
import { journal } from "../../ignition/journal.js";
import { readParameters } from "../../ignition/readParameters.js";
import { recoverTransaction } from "../../ignition/recoverTransaction.js";
import { checkNetwork } from "../../scripts/deployment/checkNetwork.js";
import { dataFeeOf } from "../../scripts/deployment/dataFeeOf.js";
import { codeHashesOf } from "../../sdk/deployment/codeHashesOf.js";
import { creationDataOf } from "../../sdk/deployment/creationDataOf.js";
import { findTransaction } from "../../sdk/deployment/findTransaction.js";
import { makePlan } from "../../sdk/deployment/makePlan.js";
import { FeeCeilingError } from "../../sdk/deployment/FeeCeilingError.js";
import { NonceTakenError } from "../../sdk/deployment/NonceTakenError.js";
import { predictAddresses } from "../../sdk/deployment/predictAddresses.js";
import { StuckTransactionError } from "../../sdk/deployment/StuckTransactionError.js";
import { UnsetAccountsError } from "../../sdk/deployment/UnsetAccountsError.js";
import { UnsupportedInstructionError } from "../../sdk/deployment/UnsupportedInstructionError.js";

const STRANGER = "0x00000000000000000000000000000000DeaDBeef";
const ORACLE = "0x420000000000000000000000000000000000000F";
const PREPARED = '{"futureId":"A#A","networkInteractionId":1,"nonce":0,"type":"TRANSACTION_PREPARE_SEND"}';

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("Parts of a deployment", () => {
  let chain: NetworkConnection;
  let folder: string;

  beforeEach(async () => {
    chain = await network.create();
    folder = await mkdtemp(join(tmpdir(), "virusmap-recovery-"));
    await mkdir(folder, { recursive: true });
  });

  afterEach(async () => {
    await chain.close();
    await rm(folder, { recursive: true });
  });

  async function planned() {
    const { provider } = chain.ethers;
    const [signer] = await chain.ethers.getSigners();
    const deployer = signer?.address ?? "";
    const newest = await provider.getBlock("latest");
    const parameters = await readParameters("ignition/parameters/local.json5", newest?.timestamp ?? 0);
    const compiled = await compiledContracts();
    const plan = await makePlan(provider, deployer, parameters, codeHashesOf(compiled));
    const predicted = predictAddresses(deployer, plan.firstNonce);
    return { plan, deployer, compiled, creationData: creationDataOf(parameters, predicted, compiled) };
  }

  it("pass a transaction on with the planned nonce only, and with no fee above the ceiling", async () => {
    const { plan, deployer, creationData } = await planned();
    const sent: unknown[] = [];
    const ceiling = 1_000n; // wei
    const guarded = guardedProvider(
      { request: (request) => Promise.resolve(sent.push(request)) },
      plan,
      creationData,
      ceiling,
    );
    const send = async (
      nonce: number,
      fees: Record<string, string> = { maxFeePerGas: toQuantity(ceiling) },
    ): Promise<unknown> =>
      guarded.request({
        method: "eth_sendTransaction",
        params: [{ from: deployer, nonce: toQuantity(nonce), data: creationData.VirusMapToken, ...fees }],
      });

    for (const nonce of [2, 4, 13]) {
      const error = await errorOf(send(nonce));
      expect(error).to.be.instanceOf(NonceTakenError);
      expect(error).to.deep.include({ deployer, nonce, contract: "VirusMapToken" });
    }
    for (const name of ["maxFeePerGas", "gasPrice"]) {
      const error = await errorOf(send(3, { [name]: toQuantity(ceiling + 1n) }));
      expect(error).to.be.instanceOf(FeeCeilingError);
      expect(error).to.include({ feeWei: ceiling + 1n, ceilingWei: ceiling });
    }
    expect(sent).to.have.length(0);
    await send(3);
    await send(3, { gasPrice: toQuantity(ceiling) });
    expect(sent).to.have.length(2);
  });

  it("find a transaction although the node has forgotten old states", async () => {
    const { provider } = chain.ethers;
    const [sender] = await chain.ethers.getSigners();
    if (sender === undefined) throw new Error("The chain has no accounts");
    const hashes: string[] = [];
    for (let n = 0; n < 3; ++n) hashes.push((await sender.sendTransaction({ to: STRANGER })).hash);
    const newest = await provider.getBlockNumber();
    const forgetful = new Proxy(provider, {
      get: (target, key): unknown => {
        if (key !== "getTransactionCount") {
          const member: unknown = Reflect.get(target, key, target);
          return typeof member === "function" ? (member.bind(target) as unknown) : member;
        }
        return async (account: string, block: number): Promise<number> => {
          if (block < newest) throw new Error("missing trie node");
          return target.getTransactionCount(account, block);
        };
      },
    });

    for (const node of [provider, forgetful]) {
      for (const [nonce, hash] of hashes.entries()) {
        expect((await findTransaction(node, sender.address, nonce, 1))?.hash).to.equal(hash);
      }
      expect(await findTransaction(node, sender.address, 3, 1)).to.equal(undefined);
    }
  });

  it("give up in time on a transaction that is not mined", async () => {
    const { plan, deployer, creationData } = await planned();
    await writeFile(join(folder, "journal.jsonl"), `\n${PREPARED}`);
    await chain.provider.request({ method: "evm_setAutomine", params: [false] });
    await chain.provider.request({
      method: "eth_sendTransaction",
      params: [{ from: deployer, to: STRANGER }],
    });
    const error = await errorOf(
      recoverTransaction(folder, chain.ethers.provider, chain.provider, plan, creationData, undefined, 0),
    );

    expect(error).to.be.instanceOf(StuckTransactionError);
    expect(error).to.deep.include({ deployer, nonce: 0, seconds: 0 });
  });

  it("take back the announcement of a transaction that was never sent, and a line that was cut off", async () => {
    const { plan, creationData } = await planned();
    const file = join(folder, "journal.jsonl");
    await writeFile(file, `\n{"type":"DEPLOYMENT_INITIALIZE"}\n${PREPARED}\n{"futureId":"A#A","netw`);
    expect(await journal.unresolvedNonce(folder)).to.equal(undefined);
    await recoverTransaction(folder, chain.ethers.provider, chain.provider, plan, creationData);

    expect(await readFile(file, "utf8")).to.equal('\n{"type":"DEPLOYMENT_INITIALIZE"}');
  });

  it("refuse a chain without an instruction that the code uses, by its name", async () => {
    const { compiled } = await planned();
    await checkNetwork(chain, compiled);
    const outdated = new Proxy(chain, {
      get: (target, key): unknown => {
        const call = async ({ data }: { data: string }) => {
          if (data.includes("5e")) return Promise.reject(new Error("invalid opcode"));
          return target.ethers.provider.call({ data });
        };
        return key === "ethers" ? { provider: { call } } : (Reflect.get(target, key) as unknown);
      },
    });
    const error = await errorOf(checkNetwork(outdated, compiled));

    expect(error).to.be.instanceOf(UnsupportedInstructionError);
    expect(error).to.deep.include({ network: "default", instruction: "MCOPY" });
  });

  it("ask a rollup what it charges for data, and nobody else", async () => {
    const { provider } = chain.ethers;
    await chain.networkHelpers.setCode(ORACLE, "0x60043560005260206000f3"); // answers with its argument
    expect(await dataFeeOf(provider, "op", 1_000)).to.equal(1_100n);
    expect(await dataFeeOf(provider, "l1", 1_000)).to.equal(0n);
  });

  for (const name of ["sepolia", "baseSepolia"]) {
    it(`read the terms of ${name}, which leave three accounts to the deployer`, async () => {
      const file = `ignition/parameters/${name}.json5`;
      const error = await errorOf(readParameters(file, 1_000));
      expect(error).to.be.instanceOf(UnsetAccountsError);
      expect(error).to.have.deep.property("missing", [
        { option: "treasury", parameter: "sale.treasury" },
        { option: "developers", parameter: "vesting.developers.beneficiary" },
        { option: "supporters", parameter: "vesting.supporters.beneficiary" },
      ]);

      const accounts = { treasury: STRANGER, developers: STRANGER, supporters: STRANGER };
      const { sale, clock, token } = await readParameters(file, 1_000, accounts);
      expect(sale.treasury).to.equal(STRANGER);
      expect(clock.epochLength).to.equal(21_600); // its own
      expect(token.miningShare).to.equal(6_000); // of defaults.json5
    });
  }
});
