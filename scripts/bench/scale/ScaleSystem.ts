import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { id, parseEther, SigningKey, Wallet } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { deploySystem } from "../../../ignition/deploySystem.js";
import { Operator } from "../../../sdk/clients/Operator.js";
import { Voter } from "../../../sdk/clients/Voter.js";
import type { DeploymentParameters } from "../../../sdk/deployment/DeploymentParameters.js";
import type { SystemContracts } from "../../../sdk/deployment/SystemContracts.js";
import { parseParameters } from "../../../sdk/deployment/parseParameters.js";
import { publicKeyOf } from "../../../sdk/keys/publicKeyOf.js";
import { signReport } from "../../../sdk/signatures/signReport.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import { benchEpochs } from "./benchEpochs.js";

const PARAMETERS = "ignition/parameters/defaults.json5";
const CHAIN_ID = 31_337n;
const ACCOUNTS = 30;
const FIRST_OPERATOR = 7; // among the accounts; those before have parts of their own
const COMMISSION = 1_000n; // basis points
const VOTES = parseEther("10000"); // units of VMT behind each supernode

interface Supernode {
  readonly operator: HardhatEthersSigner;
  readonly signer: Wallet;
  readonly encryptionKey: SigningKey;
}

/**
 * The production deployment with the parameters of a public network and a full council, each member with a voter, on a
 * chain whose keys and times are the same in every run, so that gas is too.
 */
export class ScaleSystem {
  readonly supernodes: readonly Supernode[];

  private constructor(
    private readonly connection: NetworkConnection,
    readonly contracts: SystemContracts,
    private readonly parameters: DeploymentParameters,
    private readonly accounts: readonly HardhatEthersSigner[],
  ) {
    this.supernodes = Array.from({ length: parameters.council.seats }, (_, seat) => ({
      operator: this.account(FIRST_OPERATOR + seat),
      signer: new Wallet(id(`signer of supernode ${seat}`)),
      encryptionKey: new SigningKey(id(`encryption key of supernode ${seat}`)),
    }));
  }

  /** Deploys, runs the sale and fills the council; epoch 1 has begun. */
  static async start(): Promise<ScaleSystem> {
    const connection = await network.create({
      override: { initialDate: benchEpochs.start, accounts: { count: ACCOUNTS } },
    });
    const accounts = await connection.ethers.getSigners();
    const [, treasury, developers, supporters] = accounts;
    const file: unknown = await readDeploymentParameters(PARAMETERS);
    // The accounts that the file leaves to who deploys.
    fill(file, ["sale", "treasury"], treasury);
    fill(file, ["vesting", "developers", "beneficiary"], developers);
    fill(file, ["vesting", "supporters", "beneficiary"], supporters);
    const parameters = parseParameters(file, benchEpochs.startSeconds);
    requireSame("genesis", BigInt(parameters.clock.genesis), benchEpochs.times.genesis);
    requireSame("epochLength", BigInt(parameters.clock.epochLength), benchEpochs.times.epochLength);

    const { contracts } = await deploySystem(connection, parameters);
    const system = new ScaleSystem(connection, contracts, parameters, accounts);
    await system.runSale();
    await system.fillCouncil();
    await system.toEpoch(1n);
    return system;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  get voter(): HardhatEthersSigner {
    return this.account(4);
  }

  get vendor(): HardhatEthersSigner {
    return this.account(5);
  }

  /** Who submits roots, publishes and claims for others. */
  get bystander(): HardhatEthersSigner {
    return this.account(6);
  }

  /** Mines a block in the first second of `epoch`. */
  async toEpoch(epoch: bigint): Promise<void> {
    await this.connection.networkHelpers.time.increaseTo(await this.contracts.clock.epochStart(epoch));
  }

  /** Lets the next transaction be mined `seconds` after the beginning of `epoch`. */
  async setNextTime(epoch: bigint, seconds: bigint): Promise<void> {
    const start = await this.contracts.clock.epochStart(epoch);
    await this.connection.networkHelpers.time.setNextBlockTimestamp(start + seconds);
  }

  /** A quorum of signatures, by seat: as many as are needed. */
  async sign(report: Report): Promise<Map<number, Signature>> {
    const quorum = Number(await this.contracts.council.QUORUM());
    const ledger = await this.contracts.ledger.getAddress();
    const signatures = new Map<number, Signature>();
    for (const [seat, { signer }] of this.supernodes.slice(0, quorum).entries()) {
      signatures.set(seat, await signReport(signer, CHAIN_ID, ledger, report));
    }
    return signatures;
  }

  /** Operators, voter and vendor buy as much as one may, which passes the soft cap, and claim. */
  private async runSale(): Promise<void> {
    const { sale } = this.contracts;
    const { time } = this.connection.networkHelpers;
    const buyers = [this.voter, this.vendor, ...this.supernodes.map(({ operator }) => operator)];
    await time.increaseTo(await sale.START());
    const value = this.parameters.sale.maximumContribution;
    for (const buyer of buyers) await buyer.sendTransaction({ to: sale, value });
    await time.increaseTo(await sale.END());
    await sale.finalize();
    for (const buyer of buyers) await sale.claim(buyer);
  }

  private async fillCouncil(): Promise<void> {
    const voter = new Voter(this.contracts, this.voter);
    for (const [seat, { operator, signer, encryptionKey }] of this.supernodes.entries()) {
      const client = new Operator(this.contracts, operator);
      await client.register({
        reportSigner: signer,
        encryptionKey: publicKeyOf(encryptionKey.privateKey),
        metadataURI: `ipfs://supernode-${seat}`,
        commission: COMMISSION,
        bond: this.parameters.staking.minimumBond,
      });
      await client.heartbeat();
      await voter.vote(operator.address, VOTES);
      await client.takeSeat(seat);
    }
  }

  private account(index: number): HardhatEthersSigner {
    const found = this.accounts[index];
    if (found === undefined) throw new Error(`The chain has ${this.accounts.length} accounts, not number ${index}`);
    return found;
  }
}

function fill(file: unknown, path: readonly string[], account: HardhatEthersSigner | undefined): void {
  const [name, ...rest] = path;
  if (typeof file !== "object" || file === null || name === undefined || !(name in file)) {
    throw new Error(`${PARAMETERS} has no ${path.join(".")} to fill in`);
  }
  if (rest.length === 0) Reflect.set(file, name, account?.address);
  else fill(Reflect.get(file, name), rest, account);
}

function requireSame(name: string, deployed: bigint, assumed: bigint): void {
  if (deployed !== assumed) throw new Error(`${name} of ${PARAMETERS} is ${deployed}, benchEpochs has ${assumed}`);
}
