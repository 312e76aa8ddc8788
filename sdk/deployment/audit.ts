import { getCreateAddress, id, MaxUint256, type Provider, toBeHex, toBigInt, ZeroAddress } from "ethers";

import { queryEvents } from "../replay/queryEvents.js";
import type { AddressBook } from "./AddressBook.js";
import type { AddressBookEntry } from "./AddressBookEntry.js";
import { addressesOf } from "./addressesOf.js";
import { argumentsOf } from "./argumentsOf.js";
import type { AuditCheck } from "./AuditCheck.js";
import type { CompiledContract } from "./CompiledContract.js";
import { connectContracts } from "./connectContracts.js";
import type { ContractName } from "./ContractName.js";
import { creationDataOf } from "./creationDataOf.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";
import { deploymentOrder } from "./deploymentOrder.js";
import { expectedParameters } from "./expectedParameters.js";
import type { ExpectedView } from "./ExpectedView.js";
import { expectedWiring } from "./expectedWiring.js";
import { instructionsOf } from "./instructionsOf.js";
import { jsonOf } from "./jsonOf.js";
import { maskImmutables } from "./maskImmutables.js";
import { MissingStateError } from "./MissingStateError.js";
import { splitMetadata } from "./splitMetadata.js";

/** Instructions with which code could be replaced or destroyed. */
const FORBIDDEN_OPCODES = new Map([
  [0xf2, "CALLCODE"],
  [0xf4, "DELEGATECALL"],
  [0xff, "SELFDESTRUCT"],
]);

/** Where proxies keep what they forward to: EIP-1967 and EIP-1822. */
const PROXY_SLOTS = {
  implementation: toBeHex(toBigInt(id("eip1967.proxy.implementation")) - 1n, 32),
  admin: toBeHex(toBigInt(id("eip1967.proxy.admin")) - 1n, 32),
  beacon: toBeHex(toBigInt(id("eip1967.proxy.beacon")) - 1n, 32),
  proxiable: id("PROXIABLE"),
};

/** Views by which contracts tell who is in charge. */
const OWNER_VIEWS = ["owner", "getOwner", "pendingOwner", "admin", "governance", "governor", "guardian", "authority"];

/** Functions by which somebody in charge acts. */
const ADMIN_FUNCTIONS = [
  ...OWNER_VIEWS.map((view) => `${view}()`),
  "transferOwnership(address)",
  "renounceOwnership()",
  "acceptOwnership()",
  "setOwner(address)",
  "setAdmin(address)",
  "changeAdmin(address)",
  "setAuthority(address)",
  "hasRole(bytes32,address)",
  "grantRole(bytes32,address)",
  "revokeRole(bytes32,address)",
  "pause()",
  "unpause()",
  "paused()",
  "mint(uint256)",
  "mint(address,uint256)",
  "initialize()",
  "implementation()",
  "upgradeTo(address)",
  "upgradeToAndCall(address,bytes)",
];

/** A vesting wallet belongs to its beneficiary, who may hand it on. */
const VESTING_FUNCTIONS = ["owner()", "transferOwnership(address)", "renounceOwnership()"];
const VESTING_WALLETS: readonly ContractName[] = ["DevelopersVesting", "SupportersVesting"];

/**
 * Reads a deployment back from the chain and compares it with what it should be. What must hold for ever is read from
 * the newest block, balances and allowances from the block of the last deployed contract. A node that no longer has that
 * block's state leaves the checks of balances open, which is no difference.
 *
 * @param book the deployment to look at
 * @param parameters what was intended
 * @param compiled the compiled contracts by the name of the artifact
 * @returns every check, passed or not
 */
export async function audit(
  provider: Provider,
  book: AddressBook,
  parameters: DeploymentParameters,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<AuditCheck[]> {
  const incomplete = checkOrder(book);
  const auditor = incomplete.length === 0 ? new Auditor(provider, book, parameters, compiled) : undefined;

  const checks: [name: string, check: (auditor: Auditor) => Promise<string[]>][] = [
    ["chain", (on) => on.chain()],
    ["predicted addresses", (on) => on.predictedAddresses()],
    ["runtime code is the compiled code", (on) => on.runtimeCode()],
    ["created by the compiled code with the intended arguments", (on) => on.creation()],
    ["recorded arguments are the intended ones", (on) => on.recordedArguments()],
    ["wiring", (on) => on.wiring()],
    ["parameters", (on) => on.parameterViews()],
    ["allocations sum to the supply", (on) => on.allocationsSum()],
    ["mining is above half and the largest", (on) => on.miningAboveHalf()],
    ["insiders get at most a fifth", (on) => on.insiders()],
    ["the supply was minted once, to contracts only", (on) => on.minting()],
    ["every contract holds what it owes", (on) => on.balances()],
    ["the deployer holds no VMT", (on) => on.deployerBalance()],
    ["no allowances but those of the wiring", (on) => on.allowances()],
    ["vesting wallets belong to their beneficiaries", (on) => on.vestingOwners()],
    ["no other contract answers to an owner", (on) => on.owners()],
    ["no admin function", (on) => on.adminFunctions()],
    ["no proxy", (on) => on.proxySlots()],
    ["code cannot be replaced or destroyed", (on) => on.opcodes()],
  ];
  const results: AuditCheck[] = [
    { name: "every contract once, in the order of deployment", problems: incomplete, isUnchecked: false },
  ];
  for (const [name, check] of checks) {
    let isUnchecked = false;
    const problems =
      auditor === undefined
        ? ["not checked, since the address book is incomplete"]
        : await check(auditor).catch((error: unknown) => {
            isUnchecked = error instanceof MissingStateError;
            return [isUnchecked ? messageOf(error) : `could not be checked: ${messageOf(error)}`];
          });
    results.push({ name, problems, isUnchecked });
  }
  return results;
}

function checkOrder(book: AddressBook): string[] {
  const expected = deploymentOrder.map(({ name, contract }) => `${name} (${contract})`);
  const actual = book.contracts.map(({ name, contract }) => `${name} (${contract})`);
  return differ(actual, expected) ? [`found ${actual.join(", ")}, expected ${expected.join(", ")}`] : [];
}

/** The checks, each of which returns what does not hold. */
class Auditor {
  readonly #provider: Provider;
  readonly #book: AddressBook;
  readonly #parameters: DeploymentParameters;
  readonly #compiled: Readonly<Record<string, CompiledContract>>;
  readonly #addresses;
  readonly #contracts;
  readonly #intended;
  readonly #firstBlock;
  readonly #lastBlock;
  #isStateThere: Promise<boolean> | undefined;

  constructor(
    provider: Provider,
    book: AddressBook,
    parameters: DeploymentParameters,
    compiled: Readonly<Record<string, CompiledContract>>,
  ) {
    const blocks = book.contracts.map(({ block }) => block);
    this.#provider = provider;
    this.#book = book;
    this.#parameters = parameters;
    this.#compiled = compiled;
    this.#addresses = addressesOf(book);
    this.#contracts = connectContracts(this.#addresses, provider);
    this.#intended = argumentsOf(parameters, this.#addresses);
    this.#firstBlock = Math.min(...blocks);
    this.#lastBlock = Math.max(...blocks);
  }

  /* WHAT WAS DEPLOYED */

  async chain(): Promise<string[]> {
    const { chainId } = await this.#provider.getNetwork();
    return unequal("chain id", chainId, this.#book.chainId);
  }

  async predictedAddresses(): Promise<string[]> {
    const { deployer: from, firstNonce } = this.#book;
    return this.#each(({ address }, offset) => {
      return unequal("address", address, getCreateAddress({ from, nonce: firstNonce + offset }));
    });
  }

  async runtimeCode(): Promise<string[]> {
    return this.#each(async ({ address, contract }) => {
      const { deployedBytecode, immutableReferences } = this.#artifact(contract);
      const code = await this.#provider.getCode(address);
      if (code === "0x") return [`no code at ${address}`];
      const masked = maskImmutables(code, immutableReferences ?? {});
      if (masked === deployedBytecode) return [];
      const [instructions, metadata] = splitMetadata(masked);
      const [ownInstructions, ownMetadata] = splitMetadata(deployedBytecode);
      return [
        instructions === ownInstructions
          ? `the code at ${address} is that of ${contract} with other compiler metadata: ${metadata}, here ${ownMetadata}`
          : `the code at ${address} is not that of ${contract}`,
      ];
    });
  }

  /** Also proves the immutables that no view tells. */
  async creation(): Promise<string[]> {
    const creationData = creationDataOf(this.#parameters, this.#addresses, this.#compiled);
    return this.#each(async ({ name, address, block, transaction }) => {
      const [sent, receipt] = await Promise.all([
        this.#provider.getTransaction(transaction),
        this.#provider.getTransactionReceipt(transaction),
      ]);
      if (sent === null || receipt === null) return [`transaction ${transaction} is unknown`];
      return [
        ...unequal("sender", sent.from, this.#book.deployer),
        ...unequal("created address", receipt.contractAddress, address),
        ...unequal("block", receipt.blockNumber, block),
        ...unequal("ether sent", sent.value, 0n),
        ...(sent.data === creationData[name] ? [] : ["was created with other code or other arguments"]),
      ];
    });
  }

  async recordedArguments(): Promise<string[]> {
    return this.#each(({ name, constructorArguments }) => {
      return unequal("arguments", constructorArguments, this.#intended[name].map(jsonOf));
    });
  }

  /* WIRING AND PARAMETERS */

  async wiring(): Promise<string[]> {
    return this.#compareViews(expectedWiring(this.#contracts, this.#addresses));
  }

  async parameterViews(): Promise<string[]> {
    return this.#compareViews(expectedParameters(this.#contracts, this.#parameters));
  }

  async #compareViews(views: ExpectedView[]): Promise<string[]> {
    const problems = await Promise.all(
      views.map(async ({ contract, view, read, expected }) => {
        try {
          return unequal(`${contract}.${view}`, await read(), expected);
        } catch (error) {
          return [`${contract}.${view} could not be read: ${messageOf(error)}`];
        }
      }),
    );
    return problems.flat();
  }

  /* SUPPLY */

  async #allocations(): Promise<Record<"mining" | "sale" | "developers" | "supporters" | "supply", bigint>> {
    const { token } = this.#contracts;
    const [mining, sale, developers, supporters, supply] = await Promise.all([
      token.MINING_ALLOCATION(),
      token.SALE_ALLOCATION(),
      token.DEVELOPERS_ALLOCATION(),
      token.SUPPORTERS_ALLOCATION(),
      token.INITIAL_SUPPLY(),
    ]);
    return { mining, sale, developers, supporters, supply };
  }

  async allocationsSum(): Promise<string[]> {
    const { mining, sale, developers, supporters, supply } = await this.#allocations();
    const totalSupply = await this.#atDeployment((at) => this.#contracts.token.totalSupply(at));
    return [
      ...unequal("sum of the allocations", mining + sale + developers + supporters, supply),
      ...unequal("total supply at deployment", totalSupply, supply),
    ];
  }

  async miningAboveHalf(): Promise<string[]> {
    const { mining, sale, developers, supporters, supply } = await this.#allocations();
    const holds = mining * 2n > supply && mining > sale && mining > developers && mining > supporters;
    return holds ? [] : [`mining gets ${mining} of ${supply} units`];
  }

  async insiders(): Promise<string[]> {
    const { developers, supporters, supply } = await this.#allocations();
    const insiders = developers + supporters;
    return insiders * 5n <= supply ? [] : [`developers and supporters get ${insiders} of ${supply} units`];
  }

  /** Every movement of VMT up to the end of the deployment: the four mints and nothing else. */
  async minting(): Promise<string[]> {
    const { token } = this.#contracts;
    const events = await queryEvents(token, token.filters.Transfer(), this.#firstBlock, this.#lastBlock);
    const moved = events.map(({ args }) => `${args.value} from ${args.from} to ${args.to}`);
    const minted = Object.entries(await this.#owed()).map(
      ([name, amount]) => `${amount} from ${ZeroAddress} to ${this.#addresses[name as ContractName]}`,
    );
    const codes = await Promise.all(
      events.map(async ({ args: { to } }) =>
        (await this.#provider.getCode(to)) === "0x" ? [`${to} is a plain account`] : [],
      ),
    );
    return [...unequal("transfers", moved.sort(), minted.sort()), ...codes.flat()];
  }

  async balances(): Promise<string[]> {
    const { token, rewardPool } = this.#contracts;
    const owed = await this.#owed();
    const problems = await this.#each(async ({ name, address }) => {
      return unequal("VMT held", await this.#atDeployment((at) => token.balanceOf(address, at)), owed[name] ?? 0n);
    });
    const available = await this.#atDeployment((at) => rewardPool.available(at));
    return [...problems, ...unequal("RewardPool.available", available, owed.RewardPool)];
  }

  async #owed(): Promise<Partial<Record<ContractName, bigint>>> {
    const { mining, sale, developers, supporters } = await this.#allocations();
    return { RewardPool: mining, TokenSale: sale, DevelopersVesting: developers, SupportersVesting: supporters };
  }

  async deployerBalance(): Promise<string[]> {
    const { token } = this.#contracts;
    const held = await this.#atDeployment((at) => token.balanceOf(this.#book.deployer, at));
    return unequal(`VMT of ${this.#book.deployer}`, held, 0n);
  }

  async allowances(): Promise<string[]> {
    const { token } = this.#contracts;
    const { SupernodeStaking, RewardPool, DataMarket, Subscriptions } = this.#addresses;
    const approval = (owner: string, spender: string, value: bigint) => `${owner} lets ${spender} take ${value}`;
    const events = await queryEvents(token, token.filters.Approval(), this.#firstBlock, this.#lastBlock);
    const given = events.map(({ args }) => approval(args.owner, args.spender, args.value));
    const wired = [
      approval(RewardPool, SupernodeStaking, MaxUint256), // pays the supernodes' rewards in
      approval(DataMarket, RewardPool, MaxUint256), // deposits the pool's share
      approval(Subscriptions, RewardPool, MaxUint256), // deposits the pool's share
    ];
    return unequal("allowances", given.sort(), wired.sort());
  }

  /* NOBODY IN CHARGE */

  async vestingOwners(): Promise<string[]> {
    const { developersVesting, supportersVesting } = this.#contracts;
    const { developers, supporters } = this.#parameters.vesting;
    return [
      ...unequal("owner of DevelopersVesting", await developersVesting.owner(), developers.beneficiary),
      ...unequal("owner of SupportersVesting", await supportersVesting.owner(), supporters.beneficiary),
    ];
  }

  async owners(): Promise<string[]> {
    return this.#each(async ({ name, address }) => {
      const views = OWNER_VIEWS.filter((view) => !(view === "owner" && VESTING_WALLETS.includes(name)));
      const answers = await Promise.all(
        views.map(async (view) => {
          const answer = await this.#provider
            .call({ to: address, data: id(`${view}()`).slice(0, 10) })
            .catch(() => "0x");
          return answer === "0x" ? [] : [`${view}() answers ${answer}`];
        }),
      );
      return answers.flat();
    });
  }

  async adminFunctions(): Promise<string[]> {
    return this.#each(async ({ name, address }) => {
      const pushed = new Set(instructionsOf(await this.#provider.getCode(address)).map((each) => each.pushed));
      const allowed = VESTING_WALLETS.includes(name) ? VESTING_FUNCTIONS : [];
      return ADMIN_FUNCTIONS.filter(
        (signature) => pushed.has(id(signature).slice(0, 10)) && !allowed.includes(signature),
      ).map((signature) => `knows ${signature}`);
    });
  }

  async proxySlots(): Promise<string[]> {
    return this.#each(async ({ address }) => {
      const problems = await Promise.all(
        Object.entries(PROXY_SLOTS).map(async ([slot, position]) =>
          unequal(`proxy slot of the ${slot}`, toBigInt(await this.#provider.getStorage(address, position)), 0n),
        ),
      );
      return problems.flat();
    });
  }

  async opcodes(): Promise<string[]> {
    return this.#each(async ({ address }) => {
      const opcodes = new Set(instructionsOf(await this.#provider.getCode(address)).map(({ opcode }) => opcode));
      return [...FORBIDDEN_OPCODES].filter(([opcode]) => opcodes.has(opcode)).map(([, mnemonic]) => `has ${mnemonic}`);
    });
  }

  /* HELPERS */

  /** Reads what stood on the chain when the last contract was deployed. */
  async #atDeployment<T>(read: (at: { blockTag: number }) => Promise<T>): Promise<T> {
    try {
      return await read({ blockTag: this.#lastBlock });
    } catch (error) {
      if (await this.#hasState()) throw error; // the contract's answer, such as a revert
      throw new MissingStateError(this.#lastBlock);
    }
  }

  /** Nodes say in different words that they have no state, some as if the call reverted. A balance cannot revert. */
  async #hasState(): Promise<boolean> {
    this.#isStateThere ??= this.#provider.getBalance(this.#book.deployer, this.#lastBlock).then(
      () => true,
      () => false,
    );
    return this.#isStateThere;
  }

  #artifact(contract: string): CompiledContract {
    const artifact = this.#compiled[contract];
    if (artifact === undefined) throw new Error(`${contract} is not among the compiled contracts`);
    return artifact;
  }

  /** Collects the problems of all contracts, each with the contract's name. */
  async #each(check: (entry: AddressBookEntry, offset: number) => string[] | Promise<string[]>): Promise<string[]> {
    const problems = await Promise.all(
      this.#book.contracts.map(async (entry, offset) => {
        const found = await check(entry, offset);
        return found.map((problem) => `${entry.name}: ${problem}`);
      }),
    );
    return problems.flat();
  }
}

function unequal(what: string, actual: unknown, expected: unknown): string[] {
  return differ(actual, expected) ? [`${what} is ${textOf(actual)}, expected ${textOf(expected)}`] : [];
}

function differ(actual: unknown, expected: unknown): boolean {
  return textOf(actual) !== textOf(expected);
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" || typeof part === "number" ? part.toString() : part,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
