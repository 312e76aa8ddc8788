import { expect } from "chai";
import { type Provider, type TransactionRequest, type TransactionResponse, VoidSigner } from "ethers";

import { CommandSigner } from "./CommandSigner.js";

/** Sends to nobody, and hears from its node what the test says. */
class RecordingSigner extends VoidSigner {
  readonly sent: (number | null | undefined)[] = [];
  told = 5;
  failure: Error | undefined;

  override connect(): this {
    return this;
  }

  override getNonce(): Promise<number> {
    return Promise.resolve(this.told);
  }

  override sendTransaction({ nonce }: TransactionRequest): Promise<TransactionResponse> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.sent.push(nonce);
    const response: unknown = { nonce };
    return Promise.resolve(response as TransactionResponse);
  }
}

describe("CommandSigner", () => {
  const node = null as unknown as Provider; // the recording signer asks none
  let recording: RecordingSigner;
  let signer: CommandSigner;

  beforeEach(() => {
    recording = new RecordingSigner("0x00000000000000000000000000000000000000A1");
    signer = new CommandSigner(
      recording,
      node,
      () => Promise.resolve(21_000n),
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

  it("uses a nonce again that was not sent", async () => {
    recording.failure = new Error("refused by the node");
    expect(await signer.sendTransaction({}).catch((error: unknown) => error)).to.equal(recording.failure);
    recording.failure = undefined;
    await signer.sendTransaction({});
    expect(recording.sent).to.deep.equal([5]);
  });
});
