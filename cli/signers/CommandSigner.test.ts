import { expect } from "chai";
import { type Provider, type TransactionRequest, type TransactionResponse, VoidSigner } from "ethers";

import { CommandSigner } from "./CommandSigner.js";

/** Sends to nobody, and hears from its node what the test says. */
class RecordingSigner extends VoidSigner {
  readonly sent: (number | null | undefined)[] = [];
  readonly requests: TransactionRequest[] = [];
  told = 5;
  failure: Error | undefined;

  override connect(): this {
    return this;
  }

  override getNonce(): Promise<number> {
    return Promise.resolve(this.told);
  }

  override sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const { nonce } = request;
    this.requests.push(request);
    this.sent.push(nonce);
    const response: unknown = { nonce };
    return Promise.resolve(response as TransactionResponse);
  }
}

const TERMS = { gasLimit: 21_000n, maxFeePerGas: 9n, maxPriorityFeePerGas: 2n };

describe("CommandSigner", () => {
  const node = null as unknown as Provider; // the recording signer asks none
  let recording: RecordingSigner;
  let signer: CommandSigner;

  beforeEach(() => {
    recording = new RecordingSigner("0x00000000000000000000000000000000000000A1");
    signer = new CommandSigner(
      recording,
      node,
      () => Promise.resolve(TERMS),
      (send) => send(),
    );
  });

  it("counts on while the node's answer is an old one, and follows it when it is ahead", async () => {
    await signer.sendTransaction({});
    await signer.sendTransaction({}); // the answer is still 5
    recording.told = 7;
    await signer.sendTransaction({});
    recording.told = 9; // somebody else used the key
    await signer.sendTransaction({});
    expect(recording.sent).to.deep.equal([5, 6, 7, 9]);
  });

  it("signs the gas and the fees that were looked at, whatever the node says next", async () => {
    await signer.sendTransaction({ value: 1n, gasLimit: 9_999_999n });
    expect(recording.requests).to.deep.equal([{ value: 1n, nonce: 5, ...TERMS }]);
  });

  it("uses a nonce again that was not sent", async () => {
    recording.failure = new Error("refused by the node");
    expect(await signer.sendTransaction({}).catch((error: unknown) => error)).to.equal(recording.failure);
    recording.failure = undefined;
    await signer.sendTransaction({});
    expect(recording.sent).to.deep.equal([5]);
  });
});
