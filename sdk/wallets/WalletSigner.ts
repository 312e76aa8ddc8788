import {
  AbstractSigner,
  getAddress,
  type Provider,
  resolveAddress,
  Signature,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";

import type { SystemContracts } from "../deployment/SystemContracts.js";
import { callsOf } from "./callsOf.js";
import type { WalletCall } from "./WalletCall.js";
import { WalletKeyError } from "./WalletKeyError.js";

/** In the place of a permit, which is left out of every call: see callsOf. */
const NO_SIGNATURE = Signature.from({ r: `0x${"00".repeat(31)}01`, s: `0x${"00".repeat(31)}01`, v: 27 }).serialized;

/** A contract wallet as the signer of the clients: whatever they send becomes one batch of calls. */
export class WalletSigner extends AbstractSigner<Provider> {
  /**
   * @param wallet its address
   * @param execute brings the calls before the wallet's owners, all or none in one transaction
   */
  constructor(
    private readonly wallet: string,
    provider: Provider,
    private readonly contracts: SystemContracts,
    private readonly execute: (calls: readonly WalletCall[]) => Promise<TransactionResponse>,
  ) {
    super(provider);
  }

  override connect(provider: Provider): WalletSigner {
    return new WalletSigner(this.wallet, provider, this.contracts, this.execute);
  }

  override getAddress(): Promise<string> {
    return Promise.resolve(getAddress(this.wallet));
  }

  /** Brings the call, and the approval that it needs, before the owners. */
  override async sendTransaction({ to, value, data }: TransactionRequest): Promise<TransactionResponse> {
    if (to === null || to === undefined) throw new WalletKeyError(this.wallet, "deploy a contract");
    const call = { to: await resolveAddress(to), value: BigInt(value ?? 0n), data: data ?? "0x" };
    return this.execute(await callsOf(this.contracts, call));
  }

  /** What stands for a permit, which is left out of every call. A wallet has no key: it signs nothing else. */
  override signTypedData(_domain: TypedDataDomain, types: Record<string, TypedDataField[]>): Promise<string> {
    if (Object.keys(types).join() === "Permit") return Promise.resolve(NO_SIGNATURE);
    return Promise.reject(new WalletKeyError(this.wallet, `sign ${Object.keys(types).join()}`));
  }

  /** Refuses: a wallet has no key. */
  override signTransaction(): Promise<string> {
    return Promise.reject(new WalletKeyError(this.wallet, "sign a transaction"));
  }

  /** Refuses: a wallet has no key. */
  override signMessage(): Promise<string> {
    return Promise.reject(new WalletKeyError(this.wallet, "sign a message"));
  }
}
