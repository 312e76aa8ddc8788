import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { Contract, id, type Provider, type TransactionResponse, Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import type { WalletCall } from "../../sdk/wallets/WalletCall.js";
import { WalletSigner } from "../../sdk/wallets/WalletSigner.js";

const OWNERS = 3;
const THRESHOLD = 2;

/** A contract wallet of three owners on the test chain, of whom two sign; somebody else sends and pays for the gas. */
export class ContractWallet {
  /** The wallet as the signer of the clients. */
  readonly signer: WalletSigner;

  private constructor(
    readonly address: string,
    private readonly owners: readonly Wallet[],
    readonly contract: Contract,
    provider: Provider,
    system: SystemContracts,
  ) {
    this.signer = new WalletSigner(address, provider, system, (calls) => this.execute(calls));
  }

  /** @param name makes its owners' keys */
  static async deploy(
    { ethers }: NetworkConnection,
    system: SystemContracts,
    relayer: HardhatEthersSigner,
    name: string,
  ): Promise<ContractWallet> {
    const owners = Array.from({ length: OWNERS }, (_, n) => new Wallet(id(`owner ${n} of ${name}`)));
    owners.sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1)); // as the wallet wants the signatures
    const addresses = owners.map(({ address }) => address);
    const deployed = await ethers.deployContract("MultisigWallet", [addresses, THRESHOLD]);
    const contract = new Contract(await deployed.getAddress(), deployed.interface, relayer);
    return new ContractWallet(await contract.getAddress(), owners, contract, ethers.provider, system);
  }

  /** Runs calls with the signatures of so many owners. */
  async execute(calls: readonly WalletCall[], signing = THRESHOLD): Promise<TransactionResponse> {
    const nonce: unknown = await this.contract.getFunction("nonce").staticCall();
    const digest = (await this.contract.getFunction("digestOf").staticCall(calls, nonce)) as string;
    const execute = this.contract.getFunction("execute");
    return execute.send(calls, this.signaturesOf(digest, signing));
  }

  signaturesOf(digest: string, signing = THRESHOLD): string[] {
    return this.owners.slice(0, signing).map(({ signingKey }) => signingKey.sign(digest).serialized);
  }
}
