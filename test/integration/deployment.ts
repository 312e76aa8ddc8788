import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { deploy } from "@nomicfoundation/ignition-core";
import { expect } from "chai";
import { AbiCoder, BrowserProvider, dataLength, id, Interface, parseEther, toBeHex, toQuantity } from "ethers";
import hre, { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { compiledContracts } from "../../ignition/compiledContracts.js";
import { deploySystem } from "../../ignition/deploySystem.js";
import { ignitionParameters } from "../../ignition/ignitionParameters.js";
import EquivocationFaults from "../../ignition/modules/EquivocationFaults.js";
import { planFile } from "../../ignition/planFile.js";
import { readParameters } from "../../ignition/readParameters.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { addressesOf } from "../../sdk/deployment/addressesOf.js";
import { argumentsOf } from "../../sdk/deployment/argumentsOf.js";
import { audit } from "../../sdk/deployment/audit.js";
import { codeHashesOf } from "../../sdk/deployment/codeHashesOf.js";
import { connectContracts } from "../../sdk/deployment/connectContracts.js";
import type { ContractName } from "../../sdk/deployment/ContractName.js";
import { DeployerNonceError } from "../../sdk/deployment/DeployerNonceError.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { deploymentOrder } from "../../sdk/deployment/deploymentOrder.js";
import { expectedParameters } from "../../sdk/deployment/expectedParameters.js";
import { expectedWiring } from "../../sdk/deployment/expectedWiring.js";
import { FeeCeilingError } from "../../sdk/deployment/FeeCeilingError.js";
import { InsufficientFundsError } from "../../sdk/deployment/InsufficientFundsError.js";
import { makePlan } from "../../sdk/deployment/makePlan.js";
import { PlanMismatchError } from "../../sdk/deployment/PlanMismatchError.js";
import { predictAddresses } from "../../sdk/deployment/predictAddresses.js";
import { SaleStartPassedError } from "../../sdk/deployment/SaleStartPassedError.js";
import { deployedSystem, runningSystem } from "./fixture.js";
import type { JourneySystem } from "./JourneySystem.js";

const LOCAL_PARAMETERS = "ignition/parameters/local.json5";
const STRANGER = "0x00000000000000000000000000000000DeaDBeef";
const PERCENT = 10_000_000n * 10n ** 18n; // 1 % of the supply
const IMPLEMENTATION_SLOT = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"; // EIP-1967

const connection = await network.create();
const { provider } = connection.ethers;
const compiled = await compiledContracts();
const deployed = (): Promise<JourneySystem> => connection.networkHelpers.loadFixture(deployedSystem);
const running = (): Promise<JourneySystem> => connection.networkHelpers.loadFixture(runningSystem);

async function localParameters(on: NetworkConnection): Promise<DeploymentParameters> {
  const newest = await on.ethers.provider.getBlock("latest");
  return readParameters(LOCAL_PARAMETERS, newest?.timestamp ?? 0);
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("deployment", () => {
  describe("A1: what is deployed", () => {
    it("allocates 60 %, 25 %, 10 % and 5 % to contracts, which hold exactly that", async () => {
      const { contracts, addressBook } = await deployed();
      const { token, rewardPool, sale, developersVesting, supportersVesting } = contracts;

      expect(await token.totalSupply()).to.equal(100n * PERCENT);
      expect(await token.balanceOf(rewardPool)).to.equal(60n * PERCENT);
      expect(await token.balanceOf(sale)).to.equal(25n * PERCENT);
      expect(await token.balanceOf(developersVesting)).to.equal(10n * PERCENT);
      expect(await token.balanceOf(supportersVesting)).to.equal(5n * PERCENT);
      expect(await token.balanceOf(addressBook.deployer)).to.equal(0);
      expect(await rewardPool.available()).to.equal(60n * PERCENT);
    });

    it("answers to no owner, except the vesting wallets to their beneficiaries", async () => {
      const { contracts, addressBook, developers, supporters } = await deployed();

      expect(await contracts.developersVesting.owner()).to.equal(developers.address);
      expect(await contracts.supportersVesting.owner()).to.equal(supporters.address);
      for (const { address, contract } of addressBook.contracts) {
        if (contract === "TokenVesting") continue;
        const answer = await errorOf(provider.call({ to: address, data: id("owner()").slice(0, 10) }));
        expect(answer, contract).to.be.instanceOf(Error);
      }
    });

    it("leaves an address book with block and constructor arguments of every contract", async () => {
      const { addressBook, parameters } = await deployed();

      expect(addressBook.contracts.map(({ name }) => name)).to.deep.equal(deploymentOrder.map(({ name }) => name));
      for (const { block, transaction } of addressBook.contracts) {
        const receipt = await provider.getTransactionReceipt(transaction);
        expect(block).to.equal(receipt?.blockNumber);
      }
      expect(addressBook.contracts[0]?.constructorArguments).to.deep.equal([
        `${parameters.clock.genesis}`,
        `${parameters.clock.epochLength}`,
      ]);
      expect(addressBook.contracts[6]?.constructorArguments).to.deep.equal([
        addressBook.contracts[5]?.address,
        addressBook.contracts[7]?.address,
      ]);
    });
  });

  describe("A2: vesting", () => {
    it("releases nothing before the cliff, linearly after it, everything at the end, to the beneficiary", async () => {
      const { contracts, developers, deployer } = await deployed();
      const { token, developersVesting } = contracts;
      const { time } = connection.networkHelpers;
      const [start, cliff, end] = await Promise.all([
        developersVesting.start(),
        developersVesting.cliff(),
        developersVesting.end(),
      ]);
      const releaseAt = async (second: bigint) => {
        await time.setNextBlockTimestamp(second);
        await developersVesting.connect(deployer)["release(address)"](token);
        return token.balanceOf(developers);
      };

      expect(await releaseAt(cliff - 1n)).to.equal(0);
      expect(await releaseAt(cliff)).to.equal((10n * PERCENT) / 4n); // 12 of 48 months
      expect(await releaseAt((start + end) / 2n)).to.equal(5n * PERCENT);
      expect(await releaseAt(end - 1n)).to.be.lessThan(10n * PERCENT);
      expect(await releaseAt(end)).to.equal(10n * PERCENT);
      expect(await token.balanceOf(developersVesting)).to.equal(0);
    });
  });

  describe("a wrong prediction", () => {
    /** Deploys in order, where `naming` gets a stranger's address instead of that of `named`. */
    async function deployWrong(naming: ContractName, named: ContractName) {
      const fresh = await network.create();
      const parameters = await localParameters(fresh);
      const [deployer] = await fresh.ethers.getSigners();
      if (deployer === undefined) throw new Error("The chain has no accounts");
      const predicted = predictAddresses(deployer.address, 0);
      const right = argumentsOf(parameters, predicted);
      const wrong = argumentsOf(parameters, { ...predicted, [named]: STRANGER });
      const deploy = async (name: ContractName, contract: string) => {
        const factory = await fresh.ethers.getContractFactory(contract);
        return factory.deploy(...(name === naming ? wrong : right)[name]);
      };
      return { deploy, predicted, contracts: connectContracts(predicted, deployer) };
    }

    type Case = [
      naming: ContractName,
      named: ContractName,
      checking: ContractName,
      key: "sale" | "rewardPool" | "ledger" | "faults" | "market",
      error: string,
    ];
    const cases: Case[] = [
      ["VirusMapToken", "RewardPool", "RewardPool", "rewardPool", "RewardPool_NotTheTokensPool"],
      ["VirusMapToken", "TokenSale", "TokenSale", "sale", "TokenSale_NotTheTokensSale"],
      [
        "SupernodeStaking",
        "EquivocationFaults",
        "EquivocationFaults",
        "faults",
        "EquivocationFaults_NotTheStakingsProver",
      ],
      ["SupernodeStaking", "DataMarket", "DataMarket", "market", "DataMarket_NotTheStakingsMarket"],
      ["SupernodeCouncil", "VerdictLedger", "VerdictLedger", "ledger", "VerdictLedger_NotTheCouncilsLedger"],
      ["VerdictLedger", "RewardPool", "RewardPool", "rewardPool", "RewardPool_NotTheLedgersPool"],
    ];
    for (const [naming, named, checking, key, error] of cases) {
      it(`of ${named} in ${naming} fails when ${checking} is deployed`, async () => {
        const { deploy, predicted, contracts } = await deployWrong(naming, named);
        for (const { name, contract } of deploymentOrder) {
          if (name !== checking) {
            await deploy(name, contract);
            continue;
          }
          await expect(deploy(name, contract))
            .to.be.revertedWithCustomError(contracts[key], error)
            .withArgs(STRANGER, predicted[checking]);
          return;
        }
      });
    }
  });

  describe("audit", () => {
    const NAMES = [
      "every contract once, in the order of deployment",
      "chain",
      "predicted addresses",
      "runtime code is the compiled code",
      "created by the compiled code with the intended arguments",
      "recorded arguments are the intended ones",
      "wiring",
      "parameters",
      "allocations sum to the supply",
      "mining is above half and the largest",
      "insiders get at most a fifth",
      "the supply was minted once, to contracts only",
      "every contract holds what it owes",
      "the deployer holds no VMT",
      "no allowances but those of the wiring",
      "vesting wallets belong to their beneficiaries",
      "no other contract answers to an owner",
      "no admin function",
      "no proxy",
      "code cannot be replaced or destroyed",
    ];

    /** Names of the checks that fail, with their problems. */
    async function failures(book: AddressBook, parameters: DeploymentParameters): Promise<Map<string, string[]>> {
      const checks = await audit(provider, book, parameters, compiled);
      expect(checks.map(({ name }) => name)).to.deep.equal(NAMES);
      const failed = checks.filter(({ problems }) => problems.length > 0);
      return new Map(failed.map(({ name, problems }) => [name, problems]));
    }

    /** Puts another value where the runtime code of a contract holds an immutable. */
    async function patchImmutable(address: string, from: bigint | number, to: bigint | number): Promise<void> {
      const code = await provider.getCode(address);
      const patched = code.replaceAll(toBeHex(from, 32).slice(2), toBeHex(to, 32).slice(2));
      expect(patched).not.to.equal(code);
      await connection.networkHelpers.setCode(address, patched);
    }

    /** The address book as if the deployment had ended now. */
    async function untilNow(book: AddressBook): Promise<AddressBook> {
      const block = await provider.getBlockNumber();
      return { ...book, contracts: book.contracts.map((entry, n) => (n === 12 ? { ...entry, block } : entry)) };
    }

    /** The address book with another value in the entry of one contract. */
    function tampered(book: AddressBook, name: ContractName, change: object): AddressBook {
      const contracts = book.contracts.map((entry) => (entry.name === name ? { ...entry, ...change } : entry));
      return { ...book, contracts };
    }

    it("passes the real deployment", async () => {
      const { addressBook, parameters } = await deployed();

      expect([...(await failures(addressBook, parameters))]).to.deep.equal([]);
    });

    it("passes a system that has been running for long", async () => {
      const { addressBook, parameters } = await running();

      expect([...(await failures(addressBook, parameters))]).to.deep.equal([]);
    });

    /** The chain as seen by a node that answers `methods` with an error where they ask for the state of one block. */
    function nodeWithout(block: number, methods: readonly string[]): BrowserProvider {
      return new BrowserProvider({
        request: async ({ method, params = [] }) => {
          const asked = Object.values(params) as unknown[];
          if (methods.includes(method) && asked[1] === toQuantity(block)) {
            throw Object.assign(new Error("missing trie node"), { code: -32_000 });
          }
          return connection.provider.request({ method, params: asked }) as Promise<unknown>;
        },
      });
    }

    const AT_DEPLOYMENT = [
      "allocations sum to the supply",
      "every contract holds what it owes",
      "the deployer holds no VMT",
    ];

    it("takes nothing for a difference that a node cannot tell, for it no longer has the deployment's state", async () => {
      const { addressBook, parameters } = await running();
      const block = addressBook.contracts.at(-1)?.block ?? 0;
      const node = nodeWithout(block, ["eth_call", "eth_getBalance", "eth_getCode"]);
      const problems = [`this node no longer has the state of block ${block}: ask an archive node`];

      const checks = await audit(node, addressBook, parameters, compiled);
      expect(checks.filter((check) => check.problems.length > 0 || check.isUnchecked)).to.deep.equal(
        AT_DEPLOYMENT.map((name) => ({ name, problems, isUnchecked: true })),
      );

      const council = { ...parameters.council, seats: 21 };
      const differing = await audit(node, addressBook, { ...parameters, council }, compiled);
      const failed = differing.filter((check) => check.problems.length > 0 && !check.isUnchecked);
      expect(failed.map(({ name }) => name)).to.include("parameters");
    });

    it("takes a view that fails for a difference where the node has the deployment's state", async () => {
      const { addressBook, parameters } = await deployed();
      const node = nodeWithout(addressBook.contracts.at(-1)?.block ?? 0, ["eth_call"]);

      const checks = await audit(node, addressBook, parameters, compiled);
      const failed = checks.filter(({ problems }) => problems.length > 0);
      expect(failed.map(({ name }) => name)).to.deep.equal(AT_DEPLOYMENT);
      for (const { problems, isUnchecked } of failed) {
        expect(isUnchecked).to.equal(false);
        expect(problems[0]).to.match(/^could not be checked: /);
      }
    });

    it("looks at every constant that a contract shows", async () => {
      const { contracts, parameters, addressBook } = await deployed();
      const views = [
        ...expectedWiring(contracts, addressesOf(addressBook)),
        ...expectedParameters(contracts, parameters),
      ].map(({ contract, view }) => `${contract}.${view}`);

      for (const { name, contract } of deploymentOrder) {
        const constants: string[] = [];
        new Interface(compiled[contract]?.abi ?? []).forEachFunction(({ name: view, inputs }) => {
          if (/^[A-Z_]+$/.test(view) && view !== "DOMAIN_SEPARATOR" && inputs.length === 0) {
            constants.push(`${name}.${view}`);
          }
        });
        expect(views).to.include.members(constants);
      }
    });

    it("names a contract that is missing", async () => {
      const { addressBook, parameters } = await deployed();
      const failed = await failures({ ...addressBook, contracts: addressBook.contracts.slice(1) }, parameters);

      expect([...failed.keys()]).to.deep.equal(NAMES);
    });

    it("names another chain", async () => {
      const { addressBook, parameters } = await deployed();
      const failed = await failures({ ...addressBook, chainId: 1 }, parameters);

      expect([...failed]).to.deep.equal([["chain", ['chain id is "31337", expected "1"']]]);
    });

    it("names addresses that are not the predicted ones", async () => {
      const { addressBook, parameters } = await deployed();
      const failed = await failures({ ...addressBook, firstNonce: 1 }, parameters);

      expect(failed.get("predicted addresses")).to.have.length(13);
    });

    it("names contracts whose addresses were exchanged", async () => {
      const { addressBook, parameters } = await deployed();
      const { RewardPool, DataMarket } = addressesOf(addressBook);
      const once = tampered(addressBook, "RewardPool", { address: DataMarket });
      const failed = await failures(tampered(once, "DataMarket", { address: RewardPool }), parameters);

      expect([...failed.keys()]).to.include.members([
        "predicted addresses",
        "runtime code is the compiled code",
        "created by the compiled code with the intended arguments",
        "wiring",
        "every contract holds what it owes",
      ]);
      expect(failed.get("wiring")).to.include(`VirusMapToken.REWARD_POOL is "${RewardPool}", expected "${DataMarket}"`);
    });

    it("names an address without code", async () => {
      const { addressBook, parameters } = await deployed();
      const failed = await failures(tampered(addressBook, "SampleRegistry", { address: STRANGER }), parameters);

      expect(failed.get("runtime code is the compiled code")).to.deep.equal([`SampleRegistry: no code at ${STRANGER}`]);
    });

    it("names code that was not compiled here", async () => {
      const { addressBook, parameters } = await deployed();
      const { SampleRegistry } = addressesOf(addressBook);
      await connection.networkHelpers.setCode(SampleRegistry, `${await provider.getCode(SampleRegistry)}00`);
      const failed = await failures(addressBook, parameters);

      expect([...failed.keys()]).to.deep.equal(["runtime code is the compiled code"]);
    });

    it("names a creation by another transaction", async () => {
      const { addressBook, parameters } = await deployed();
      const transaction = addressBook.contracts[0]?.transaction;
      const failed = await failures(tampered(addressBook, "SampleRegistry", { transaction }), parameters);

      expect([...failed.keys()]).to.deep.equal(["created by the compiled code with the intended arguments"]);
    });

    it("names recorded arguments that are not the intended ones", async () => {
      const { addressBook, parameters } = await deployed();
      const failed = await failures(
        tampered(addressBook, "EpochClock", { constructorArguments: ["1", "24"] }),
        parameters,
      );

      expect([...failed.keys()]).to.deep.equal(["recorded arguments are the intended ones"]);
    });

    it("names parameters other than intended", async () => {
      const { addressBook, parameters } = await deployed();
      const council = { ...parameters.council, seats: 21 };
      const failed = await failures(addressBook, { ...parameters, council });

      expect(failed.get("parameters")).to.deep.equal([
        'SupernodeCouncil.SEATS is "7", expected "21"',
        'SupernodeCouncil.QUORUM is "5", expected "15"',
        'RewardPool.SEATS is "7", expected "21"',
      ]);
    });

    it("names a clock that disagrees", async () => {
      const { addressBook, parameters } = await deployed();
      const { SupernodeCouncil } = addressesOf(addressBook);
      const { genesis } = parameters.clock;
      await patchImmutable(SupernodeCouncil, genesis, genesis + 1);
      const failed = await failures(addressBook, parameters);

      expect([...failed]).to.deep.equal([
        ["parameters", [`SupernodeCouncil.GENESIS is "${genesis + 1}", expected "${genesis}"`]],
      ]);
    });

    it("names a mining part of half the supply", async () => {
      const { addressBook, parameters } = await deployed();
      await patchImmutable(addressesOf(addressBook).VirusMapToken, 60n * PERCENT, 50n * PERCENT);
      const failed = await failures(addressBook, parameters);

      expect([...failed.keys()]).to.include.members([
        "parameters",
        "allocations sum to the supply",
        "mining is above half and the largest",
        "the supply was minted once, to contracts only",
        "every contract holds what it owes",
      ]);
    });

    it("names insiders with more than a fifth", async () => {
      const { addressBook, parameters } = await deployed();
      await patchImmutable(addressesOf(addressBook).VirusMapToken, 10n * PERCENT, 15n * PERCENT + 1n);
      const failed = await failures(addressBook, parameters);

      expect(failed.get("insiders get at most a fifth")).to.deep.equal([
        `developers and supporters get ${20n * PERCENT + 1n} of ${100n * PERCENT} units`,
      ]);
    });

    it("names VMT that a plain account received or that were burned", async () => {
      const { addressBook, parameters, bank } = await running();
      const failed = await failures(await untilNow(addressBook), parameters);

      expect([...failed.keys()]).to.include.members([
        "allocations sum to the supply",
        "the supply was minted once, to contracts only",
        "every contract holds what it owes",
      ]);
      expect(failed.get("the supply was minted once, to contracts only")).to.include(
        `${bank.address} is a plain account`,
      );
    });

    it("names a deployer that holds VMT", async () => {
      const system = await running();
      await system.fund(system.deployer, 1n);
      const failed = await failures(await untilNow(system.addressBook), system.parameters);

      expect(failed.get("the deployer holds no VMT")).to.deep.equal([
        `VMT of ${system.deployer.address} is "1", expected "0"`,
      ]);
    });

    it("names an allowance that nobody planned", async () => {
      const { addressBook, contracts, parameters, deployer } = await deployed();
      await contracts.token.approve(STRANGER, 1);
      const failed = await failures(await untilNow(addressBook), parameters);

      expect([...failed.keys()]).to.include("no allowances but those of the wiring");
      expect(failed.get("no allowances but those of the wiring")?.[0]).to.include(
        `${deployer.address} lets ${STRANGER} take 1`,
      );
    });

    it("names a vesting wallet that belongs to somebody else", async () => {
      const { addressBook, contracts, parameters, developers } = await deployed();
      await contracts.developersVesting.connect(developers).transferOwnership(STRANGER);
      const failed = await failures(addressBook, parameters);

      expect([...failed]).to.deep.equal([
        [
          "vesting wallets belong to their beneficiaries",
          [`owner of DevelopersVesting is "${STRANGER}", expected "${developers.address}"`],
        ],
      ]);
    });

    it("names a contract with an owner and its functions", async () => {
      const { addressBook, parameters } = await deployed();
      const { DevelopersVesting, SampleRegistry } = addressesOf(addressBook);
      await connection.networkHelpers.setCode(SampleRegistry, await provider.getCode(DevelopersVesting));
      const failed = await failures(addressBook, parameters);

      expect(failed.get("no other contract answers to an owner")).to.deep.equal([
        `SampleRegistry: owner() answers ${AbiCoder.defaultAbiCoder().encode(["uint256"], [0])}`,
      ]);
      expect(failed.get("no admin function")).to.deep.equal([
        "SampleRegistry: knows owner()",
        "SampleRegistry: knows transferOwnership(address)",
        "SampleRegistry: knows renounceOwnership()",
      ]);
    });

    it("names a proxy", async () => {
      const { addressBook, parameters } = await deployed();
      const { SampleRegistry } = addressesOf(addressBook);
      await connection.networkHelpers.setStorageAt(SampleRegistry, IMPLEMENTATION_SLOT, toBeHex(1, 32));
      const failed = await failures(addressBook, parameters);

      expect([...failed]).to.deep.equal([
        ["no proxy", ['SampleRegistry: proxy slot of the implementation is "1", expected "0"']],
      ]);
    });

    it("names code that can delegate or destroy itself", async () => {
      const { addressBook, parameters } = await deployed();
      const { SampleRegistry } = addressesOf(addressBook);
      await connection.networkHelpers.setCode(SampleRegistry, "0x61ffffff60fff4"); // PUSH2 0xffff, SELFDESTRUCT, PUSH1 0xff, DELEGATECALL
      const failed = await failures(addressBook, parameters);

      expect(failed.get("code cannot be replaced or destroyed")).to.deep.equal([
        "SampleRegistry: has DELEGATECALL",
        "SampleRegistry: has SELFDESTRUCT",
      ]);
    });
  });

  describe("before anything is sent", () => {
    it("refuses a deployer without funds, and names what is needed", async () => {
      const fresh = await network.create();
      const [deployer] = await fresh.ethers.getSigners();
      const address = deployer?.address ?? "";
      await fresh.networkHelpers.setBalance(address, 1n);
      const error = await errorOf(deploySystem(fresh, await localParameters(fresh)));

      expect(error).to.be.instanceOf(InsufficientFundsError);
      expect(error).to.deep.include({ deployer: address, balanceWei: 1n });
      expect(await fresh.ethers.provider.getTransactionCount(address)).to.equal(0);
    });

    it("pays no more for gas than the ceiling", async () => {
      const fresh = await network.create();
      const [deployer] = await fresh.ethers.getSigners();
      const error = await errorOf(deploySystem(fresh, await localParameters(fresh), undefined, undefined, 1n));

      expect(error).to.be.instanceOf(FeeCeilingError).and.have.property("ceilingWei", 1n);
      expect(await fresh.ethers.provider.getTransactionCount(deployer?.address ?? "")).to.equal(0);
    });

    it("estimates more gas than the deployment uses, and not three times as much", async () => {
      const fresh = await network.create();
      const [deployer] = await fresh.ethers.getSigners();
      const address = deployer?.address ?? "";
      const parameters = await localParameters(fresh);
      await fresh.networkHelpers.setBalance(address, 1n);
      const error = await errorOf(deploySystem(fresh, parameters));
      const { maxFeePerGas } = await fresh.ethers.provider.getFeeData();
      if (!(error instanceof InsufficientFundsError) || maxFeePerGas === null) throw new Error("expected an estimate");
      const estimated = error.neededWei / maxFeePerGas;

      await fresh.networkHelpers.setBalance(address, parseEther("100"));
      const { addressBook } = await deploySystem(fresh, parameters);
      const receipts = await Promise.all(
        addressBook.contracts.map(({ transaction }) => fresh.ethers.provider.getTransactionReceipt(transaction)),
      );
      const used = receipts.reduce((sum, receipt) => sum + (receipt?.gasUsed ?? 0n), 0n);

      expect(estimated).to.be.greaterThan(used);
      expect(estimated).to.be.lessThan(3n * used);
    });

    it("refuses a sale whose start has come", async () => {
      const fresh = await network.create();
      const parameters = await localParameters(fresh);
      const { start } = parameters.sale;
      await fresh.networkHelpers.time.increaseTo(start);
      const error = await errorOf(deploySystem(fresh, parameters));

      expect(error).to.be.instanceOf(SaleStartPassedError);
      expect(error).to.deep.include({ start, now: start });
    });

    it("deploys from an account that has sent transactions before", async () => {
      const fresh = await network.create();
      const [deployer] = await fresh.ethers.getSigners();
      await deployer?.sendTransaction({ to: STRANGER });
      const { addressBook } = await deploySystem(fresh, await localParameters(fresh));

      expect(addressBook.firstNonce).to.equal(1);
      expect(addressesOf(addressBook)).to.deep.equal(predictAddresses(addressBook.deployer, 1));
    });

    it("tells of each contract in the order of deployment", async () => {
      const fresh = await network.create();
      const messages: string[] = [];
      const { addressBook } = await deploySystem(fresh, await localParameters(fresh), (message) =>
        messages.push(message),
      );

      expect(messages).to.deep.equal(
        addressBook.contracts.map(({ name, address }, n) => `${n + 1}/13 ${name} ${address}`),
      );
    });
  });

  describe("an interrupted deployment", () => {
    const CONTRACTS_BEFORE = 9;

    type Journey = (on: NetworkConnection, parameters: DeploymentParameters, directory: string) => Promise<void>;

    /** Runs `journey` on a chain behind HTTP where the first nine contracts are deployed, as after a crash. */
    async function interrupted(journey: Journey) {
      const server = await network.createServer("default", "127.0.0.1", 0);
      const { port } = await server.listen();
      const http = await network.create({ network: "localhost", override: { url: `http://127.0.0.1:${port}` } });
      const directory = await mkdtemp(join(tmpdir(), "virusmap-deployment-"));
      try {
        const parameters = await localParameters(http);
        const [deployer] = await http.ethers.getSigners();
        const address = deployer?.address ?? "";
        const plan = await makePlan(http.ethers.provider, address, parameters, codeHashesOf(compiled));
        await planFile.write(join(directory, "plan.json"), plan);
        const predicted = predictAddresses(plan.deployer, plan.firstNonce);
        await deploy({
          artifactResolver: new HardhatArtifactResolver(hre.artifacts),
          ignitionModule: EquivocationFaults,
          provider: http.provider,
          accounts: [address],
          deploymentDir: join(directory, "ignition"),
          deploymentParameters: ignitionParameters(parameters, predicted),
          config: { blockPollingInterval: 5 },
        });
        await journey(http, parameters, directory);
      } finally {
        await rm(directory, { recursive: true });
        await http.close();
        await server.close();
      }
    }

    it("goes on with the same predictions", async () => {
      await interrupted(async (http, parameters, directory) => {
        const { addressBook } = await deploySystem(http, parameters, undefined, directory);
        const checks = await audit(http.ethers.provider, addressBook, parameters, compiled);

        expect(addressBook.firstNonce).to.equal(0);
        expect(await http.ethers.provider.getTransactionCount(addressBook.deployer)).to.equal(13);
        expect(checks.filter(({ problems }) => problems.length > 0)).to.deep.equal([]);
      });
    });

    it("stops when the deployer used its nonce meanwhile", async () => {
      await interrupted(async (http, parameters, directory) => {
        const [deployer] = await http.ethers.getSigners();
        await deployer?.sendTransaction({ to: STRANGER });
        const error = await errorOf(deploySystem(http, parameters, undefined, directory));

        expect(error).to.be.instanceOf(DeployerNonceError);
        expect(error).to.deep.include({
          deployer: deployer?.address,
          expected: CONTRACTS_BEFORE,
          actual: CONTRACTS_BEFORE + 1,
          deployed: CONTRACTS_BEFORE,
        });
      });
    });

    it("stops when the parameters changed, and names the first", async () => {
      await interrupted(async (http, parameters, directory) => {
        const market = { ...parameters.market, wrongKeyMultiple: 3 };
        const error = await errorOf(deploySystem(http, { ...parameters, market }, undefined, directory));

        expect(error).to.be.instanceOf(PlanMismatchError);
        expect(error).to.deep.include({ what: "parameters.market.wrongKeyMultiple", planned: "2", actual: "3" });
      });
    });

    it("stops when the code was compiled anew, and names the contract", async () => {
      await interrupted(async (http, parameters, directory) => {
        const path = join(directory, "plan.json");
        const plan = await planFile.read(path);
        if (plan === undefined) throw new Error("The plan was not kept");
        const kept = id("another build");
        await planFile.write(path, { ...plan, code: { ...plan.code, TokenSale: kept } });
        const error = await errorOf(deploySystem(http, parameters, undefined, directory));

        expect(error).to.be.instanceOf(PlanMismatchError);
        expect(error).to.deep.include({ what: "compiled code.TokenSale", planned: kept });
      });
    });

    it("stops when the chain was restarted", async () => {
      await interrupted(async (http, parameters, directory) => {
        const path = join(directory, "plan.json");
        const plan = await planFile.read(path);
        if (plan === undefined) throw new Error("The plan was not kept");
        await planFile.write(path, { ...plan, block: { ...plan.block, hash: id("another chain") } });
        const error = await errorOf(deploySystem(http, parameters, undefined, directory));

        expect(error).to.be.instanceOf(PlanMismatchError);
        expect(error).to.deep.include({ what: "block 0 (was the chain restarted?)", planned: id("another chain") });
      });
    });
  });

  it("is followed by a sale and a full council in epoch 1", async () => {
    const { contracts, supernodes } = await running();

    expect(await contracts.clock.currentEpoch()).to.equal(1);
    for (const [seat, { operator }] of supernodes.entries()) {
      expect(await contracts.council.holderOf(seat, 1)).to.equal(operator.address);
    }
  });

  it("keeps every contract within 24,576 bytes", async function () {
    if (hre.globalOptions.coverage) this.skip(); // counting lines makes code larger
    const { addressBook } = await deployed();

    for (const { name, address } of addressBook.contracts) {
      expect(dataLength(await provider.getCode(address)), name).to.be.at.most(24_576);
    }
  });
});
