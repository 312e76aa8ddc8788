import {
  AbstractSigner,
  type Provider,
  type Signer,
  Transaction,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";

import type { GasTerms } from "../GasTerms.js";
import type { SignedTransaction } from "./SignedTransaction.js";

/**
 * A signer that lets the command line see each transaction before it is signed, and its hash before it is sent. It counts on
 * from its own last nonce: ethers keeps the node's answer for a moment, in which a fast chain has mined the transaction.
 */
export class CommandSigner extends AbstractSigner<Provider> {
  #nextNonce = 0;

  /**
   * @param signer signs
   * @param beforeSending gives the gas to allow for and what to pay for it; may throw, and nothing is sent
   * @param sending is told what was signed, calls what sends it, and gives its result
   */
  constructor(
    private readonly signer: Signer,
    provider: Provider,
    private readonly beforeSending: (request: TransactionRequest) => Promise<GasTerms>,
    private readonly sending: (
      signed: SignedTransaction,
      send: () => Promise<TransactionResponse>,
    ) => Promise<TransactionResponse>,
  ) {
    super(provider);
  }

  override connect(provider: Provider): CommandSigner {
    return new CommandSigner(this.signer.connect(provider), provider, this.beforeSending, this.sending);
  }

  override async getAddress(): Promise<string> {
    return this.signer.getAddress();
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const terms = await this.beforeSending(request);
    const signer = this.signer.connect(this.provider);
    const nonce = Math.max(await signer.getNonce("pending"), this.#nextNonce);
    const populated = await signer.populateTransaction({ ...request, ...terms, nonce });
    const serialized = await signer.signTransaction(populated);
    const hash = Transaction.from(serialized).hash ?? "";
    const response = await this.sending({ hash, nonce }, () => this.provider.broadcastTransaction(serialized));
    this.#nextNonce = nonce + 1;
    return response;
  }

  override async signTransaction(request: TransactionRequest): Promise<string> {
    return this.signer.signTransaction(request);
  }

  override async signMessage(message: string | Uint8Array): Promise<string> {
    return this.signer.signMessage(message);
  }

  override async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    return this.signer.signTypedData(domain, types, value);
  }
}
