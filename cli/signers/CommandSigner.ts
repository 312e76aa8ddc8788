import {
  AbstractSigner,
  type Provider,
  type Signer,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";

/** Percent of the estimate that a transaction may use: rewards drip by the second, and storage that they reach costs more. */
const GAS_LIMIT_PERCENT = 125n;

/** A signer that lets the command line see each transaction before it is signed, and its hash once it is sent. */
export class CommandSigner extends AbstractSigner<Provider> {
  /**
   * @param signer signs and sends
   * @param beforeSending may throw, and nothing is sent
   */
  constructor(
    private readonly signer: Signer,
    provider: Provider,
    private readonly beforeSending: (request: TransactionRequest) => Promise<void>,
    private readonly onSent: (response: TransactionResponse) => void,
  ) {
    super(provider);
  }

  override connect(provider: Provider): CommandSigner {
    return new CommandSigner(this.signer.connect(provider), provider, this.beforeSending, this.onSent);
  }

  override async getAddress(): Promise<string> {
    return this.signer.getAddress();
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    await this.beforeSending(request);
    const signer = this.signer.connect(this.provider);
    const gasLimit = request.gasLimit ?? ((await signer.estimateGas(request)) * GAS_LIMIT_PERCENT) / 100n;
    const response = await signer.sendTransaction({ ...request, gasLimit });
    this.onSent(response);
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
