import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse, TransactionReceipt, TransactionResponse } from "ethers";
import { dataLength, id, SigningKey, Wallet } from "ethers";
import hre, { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { deploySystem } from "../../ignition/deploySystem.js";
import { confirm } from "../../sdk/clients/confirm.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { deploymentOrder } from "../../sdk/deployment/deploymentOrder.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";
import { encodeSignatures } from "../../sdk/signatures/encodeSignatures.js";
import { signConsent } from "../../sdk/signatures/signConsent.js";
import { signPermit } from "../../sdk/signatures/signPermit.js";
import { signReport } from "../../sdk/signatures/signReport.js";
import type { Permit } from "../../sdk/types/Permit.js";
import type { Report } from "../../sdk/types/Report.js";
import type { Signature } from "../../sdk/types/Signature.js";
import type { ISupernodeStaking } from "../../typechain-types/SupernodeStaking.js";
import type { ContractSize } from "./ContractSize.js";
import { productionParameters } from "./productionParameters.js";

const START = "2030-01-01T00:00:00Z";
const ACCOUNTS = 190;
const SECONDS_BETWEEN_BLOCKS = 12;
const FOREVER = (1n << 256n) - 1n;
const FIRST_OPERATOR = 5;
const CANDIDATES = 60;

export interface Supernode {
  readonly operator: HardhatEthersSigner;
  readonly signer: Wallet;
  readonly encryptionKey: SigningKey;
}

/** The production deployment on a chain whose keys and times are the same in every run, so that its gas is too. */
export class GasSystem {
  readonly deployer: HardhatEthersSigner;
  readonly treasury: HardhatEthersSigner;
  readonly developers: HardhatEthersSigner;
  readonly supporters: HardhatEthersSigner;
  readonly bank: HardhatEthersSigner;
  readonly supernodes: readonly Supernode[];
  readonly actors: readonly HardhatEthersSigner[];
  private nextTime: number;

  private constructor(
    readonly connection: NetworkConnection,
    readonly contracts: SystemContracts,
    private readonly addressBook: AddressBook,
    readonly parameters: DeploymentParameters,
    accounts: readonly HardhatEthersSigner[],
    time: number,
  ) {
    const account = (index: number): HardhatEthersSigner => {
      const found = accounts[index];
      if (found === undefined) throw new Error(`The chain has ${accounts.length} accounts, not number ${index}`);
      return found;
    };
    this.deployer = account(0);
    this.treasury = account(1);
    this.developers = account(2);
    this.supporters = account(3);
    this.bank = account(4);
    this.supernodes = Array.from({ length: CANDIDATES }, (_, n) => ({
      operator: account(FIRST_OPERATOR + n),
      signer: new Wallet(id(`signer of supernode ${n}`)),
      encryptionKey: new SigningKey(id(`encryption key of supernode ${n}`)),
    }));
    this.actors = accounts.slice(FIRST_OPERATOR + CANDIDATES);
    this.nextTime = time;
  }

  static async deploy(allowlistRoot?: string): Promise<GasSystem> {
    const connection = await network.create({
      override: { initialDate: START, accounts: { count: ACCOUNTS } },
    });
    const start = Date.parse(START) / 1_000;
    const accounts = await connection.ethers.getSigners();
    const [, treasury, developers, supporters] = accounts.map(({ address }) => address);
    if (treasury === undefined || developers === undefined || supporters === undefined)
      throw new Error("The chain has too few accounts");
    const parameters = await productionParameters(start, { treasury, developers, supporters });
    if (allowlistRoot !== undefined) {
      parameters.sale.allowlist = { root: allowlistRoot, end: parameters.sale.start + 86_400 };
    }
    const { contracts, addressBook } = await deploySystem(connection, parameters);
    return new GasSystem(connection, contracts, addressBook, parameters, accounts, start + 86_400);
  }

  /** Which of our contracts is at an address, in lower case; undefined for any other account. */
  contractAt(address: string): (typeof deploymentOrder)[number]["contract"] | undefined {
    const entry = this.addressBook.contracts.find((contract) => contract.address.toLowerCase() === address);
    return deploymentOrder.find(({ name }) => name === entry?.name)?.contract;
  }

  /** Whose rules the chain follows. */
  get hardfork(): string {
    const { networkConfig } = this.connection;
    if (networkConfig.type !== "edr-simulated") throw new Error("Gas is measured on the chain inside the process only");
    return networkConfig.hardfork;
  }

  /** Sizes of all contracts, in the order of deployment. */
  async contractSizes(): Promise<ContractSize[]> {
    return Promise.all(
      this.addressBook.contracts.map(async ({ name, contract, transaction }) => {
        const { bytecode, deployedBytecode } = await hre.artifacts.readArtifact(contract);
        const receipt = await this.connection.ethers.provider.getTransactionReceipt(transaction);
        if (receipt === null) throw new Error(`${name} has no receipt`);
        return {
          name,
          code: dataLength(deployedBytecode),
          initCode: dataLength(bytecode),
          gas: Number(receipt.gasUsed),
        };
      }),
    );
  }

  /* TIME */

  get time(): number {
    return this.nextTime;
  }

  async moveTo(time: number | bigint): Promise<void> {
    const target = Number(time);
    await this.connection.networkHelpers.time.increaseTo(target);
    this.nextTime = target + SECONDS_BETWEEN_BLOCKS;
  }

  async toEpoch(epoch: bigint): Promise<void> {
    await this.moveTo(await this.contracts.clock.epochStart(epoch));
  }

  get epoch(): bigint {
    const { genesis, epochLength } = this.parameters.clock;
    return this.nextTime < genesis ? 0n : BigInt(1 + Math.floor((this.nextTime - genesis) / epochLength));
  }

  async nextEpoch(): Promise<bigint> {
    const epoch = this.epoch + 1n;
    await this.toEpoch(epoch);
    return epoch;
  }

  async send(sending: () => Promise<TransactionResponse | ContractTransactionResponse>): Promise<TransactionReceipt> {
    await this.connection.networkHelpers.time.setNextBlockTimestamp(this.nextTime);
    const receipt = await confirm(sending());
    this.nextTime += SECONDS_BETWEEN_BLOCKS;
    return receipt;
  }

  /** What happens inside leaves no trace on the chain. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    const snapshot = await this.connection.networkHelpers.takeSnapshot();
    const time = this.nextTime;
    const result = await work();
    await snapshot.restore();
    this.nextTime = time;
    return result;
  }

  /* FUNDS */

  /** Sends ether to the sale, before its end. */
  async buy(buyer: HardhatEthersSigner, amountWei: bigint): Promise<void> {
    await this.send(() => buyer.sendTransaction({ to: this.contracts.sale, value: amountWei }));
  }

  /** Gives `account` VMT of the bank. */
  async fund(account: { address: string }, amount: bigint): Promise<void> {
    await this.send(() => this.contracts.token.connect(this.bank).transfer(account.address, amount));
  }

  async approve(
    owner: HardhatEthersSigner,
    spender: { getAddress(): Promise<string> },
    amount = FOREVER,
  ): Promise<void> {
    const address = await spender.getAddress();
    await this.send(() => this.contracts.token.connect(owner).approve(address, amount));
  }

  async permit(owner: HardhatEthersSigner, spender: { getAddress(): Promise<string> }, value: bigint): Promise<Permit> {
    return signPermit(owner, this.contracts.token, await spender.getAddress(), value, BigInt(this.nextTime + 3_600));
  }

  /* COUNCIL */

  supernode(n: number): Supernode {
    const supernode = this.supernodes[n];
    if (supernode === undefined) throw new Error(`There are ${this.supernodes.length} supernodes, not number ${n}`);
    return supernode;
  }

  actor(n: number): HardhatEthersSigner {
    const actor = this.actors[n];
    if (actor === undefined) throw new Error(`There are ${this.actors.length} actors, not number ${n}`);
    return actor;
  }

  metadataURI(n: number): string {
    return `ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/${n}`;
  }

  async registration(n: number, bond: bigint): Promise<ISupernodeStaking.RegistrationStruct> {
    const { operator, signer, encryptionKey } = this.supernode(n);
    const staking = await this.contracts.staking.getAddress();
    return {
      signer: signer.address,
      signerProof: await signConsent(signer, 31_337n, staking, operator.address),
      encryptionKey: publicKeyOf(encryptionKey.privateKey),
      metadataURI: this.metadataURI(n),
      commission: 1_000n,
      bond,
    };
  }

  /** Funds and registers number n, which sends a heartbeat. */
  async register(n: number, bond = this.parameters.staking.minimumBond): Promise<void> {
    const { operator } = this.supernode(n);
    await this.fund(operator, bond);
    await this.approve(operator, this.contracts.staking);
    const registration = await this.registration(n, bond);
    await this.send(() => this.contracts.staking.connect(operator).register(registration));
    await this.heartbeat(n);
  }

  async heartbeat(n: number): Promise<void> {
    const { operator } = this.supernode(n);
    await this.send(() => this.contracts.council.connect(operator).heartbeat(operator));
  }

  async takeSeat(seat: number, n: number): Promise<void> {
    await this.send(() => this.contracts.council.takeSeat(seat, this.supernode(n).operator));
  }

  /* REPORTS */

  async sign(report: Report, n: number): Promise<Signature> {
    return signReport(this.supernode(n).signer, 31_337n, await this.contracts.ledger.getAddress(), report);
  }

  async signed(report: Report, seats: readonly number[]): Promise<{ seats: bigint; signatures: Signature[] }> {
    const bySeat = new Map<number, Signature>();
    for (const seat of seats) bySeat.set(seat, await this.sign(report, seat));
    return encodeSignatures(bySeat);
  }
}
