import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { id, parseEther, SigningKey, Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { Operator } from "../../sdk/clients/Operator.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";

const COMMISSION = 1_000n; // basis points
const FIRST_OPERATOR = 5; // among the chain's accounts; those before have parts of their own
const BANK_CONTRIBUTION = parseEther("1500"); // buys 125,000,000 VMT

/** A supernode with all its keys. Number n sits in seat n. */
export interface TestSupernode {
  operator: HardhatEthersSigner;
  signer: Wallet;
  encryptionKey: SigningKey;
}

/** The deployed system, with what a journey does again and again: pass time, get VMT, seat a council. */
export class JourneySystem {
  readonly deployer: HardhatEthersSigner;
  readonly treasury: HardhatEthersSigner;
  readonly developers: HardhatEthersSigner;
  readonly supporters: HardhatEthersSigner;
  /** Buys in the sale what `fund` gives away. */
  readonly bank: HardhatEthersSigner;
  /** Accounts without a part: submitters, voters, vendors, strangers. */
  readonly actors: readonly HardhatEthersSigner[];
  /** Filled by `fillCouncil`; number n sits in seat n. */
  readonly supernodes: readonly TestSupernode[];

  constructor(
    readonly connection: NetworkConnection,
    readonly contracts: SystemContracts,
    readonly addressBook: AddressBook,
    readonly parameters: DeploymentParameters,
    accounts: readonly HardhatEthersSigner[],
  ) {
    const account = (index: number) => {
      const found = accounts[index];
      if (found === undefined) throw new Error(`The chain has ${accounts.length} accounts, not number ${index}`);
      return found;
    };
    const { seats } = parameters.council;
    this.deployer = account(0);
    this.treasury = account(1);
    this.developers = account(2);
    this.supporters = account(3);
    this.bank = account(4);
    this.supernodes = Array.from({ length: seats }, (_, n) => ({
      operator: account(FIRST_OPERATOR + n),
      signer: new Wallet(id(`signer of supernode ${n}`)),
      encryptionKey: new SigningKey(id(`encryption key of supernode ${n}`)),
    }));
    this.actors = accounts.slice(FIRST_OPERATOR + seats);
  }

  /* TIME */

  /** Mines a block in the first second of `epoch`: the next transaction comes one second later. */
  async toEpoch(epoch: bigint): Promise<void> {
    await this.connection.networkHelpers.time.increaseTo(await this.contracts.clock.epochStart(epoch));
  }

  /** Moves to the first second of the epoch after this one, and tells which it is. */
  async nextEpoch(): Promise<bigint> {
    const epoch = (await this.contracts.clock.currentEpoch()) + 1n;
    await this.toEpoch(epoch);
    return epoch;
  }

  /** Moves to the first second of a round, from 0, of `epoch`. */
  async toRound(epoch: bigint, round: number): Promise<void> {
    const roundSeconds = BigInt(this.parameters.clock.epochLength / 24);
    const start = await this.contracts.clock.epochStart(epoch);
    await this.connection.networkHelpers.time.increaseTo(start + BigInt(round) * roundSeconds);
  }

  /* FUNDS */

  /** The bank buys, the sale succeeds, and the bank claims. Leaves the clock one second after the sale's end. */
  async runSale(): Promise<void> {
    const { sale } = this.contracts;
    const { time } = this.connection.networkHelpers;
    await time.increaseTo(await sale.START());
    await this.bank.sendTransaction({ to: sale, value: BANK_CONTRIBUTION });
    await time.increaseTo(await sale.END());
    await sale.finalize();
    await sale.claim(this.bank);
  }

  /** Gives `account` VMT of the bank, after `runSale`. */
  async fund(account: { address: string }, amount: bigint): Promise<void> {
    await this.contracts.token.connect(this.bank).transfer(account.address, amount);
  }

  /* COUNCIL */

  /** Registers number n with the minimum bond and lets it send a heartbeat. */
  async register(n: number): Promise<TestSupernode> {
    const bond = this.parameters.staking.minimumBond;
    const supernode = this.supernode(n);
    const { operator, signer, encryptionKey } = supernode;
    await this.fund(operator, bond);
    const client = new Operator(this.contracts, operator);
    await client.register({
      reportSigner: signer,
      encryptionKey: publicKeyOf(encryptionKey.privateKey),
      metadataURI: `ipfs://supernode-${n}`,
      commission: COMMISSION,
      bond,
    });
    await client.heartbeat();
    return supernode;
  }

  /** Registers a supernode for each seat and seats it. They serve from the next epoch on. */
  async fillCouncil(): Promise<void> {
    for (let n = 0; n < this.supernodes.length; ++n) {
      const { operator } = await this.register(n);
      await this.contracts.council.takeSeat(n, operator);
    }
  }

  supernode(n: number): TestSupernode {
    const supernode = this.supernodes[n];
    if (supernode === undefined) throw new Error(`There are ${this.supernodes.length} supernodes, not number ${n}`);
    return supernode;
  }
}
