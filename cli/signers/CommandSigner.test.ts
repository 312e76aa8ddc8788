import { expect } from "chai";
import {
  AbstractProvider,
  Network,
  type PerformActionRequest,
  Transaction,
  type TransactionResponse,
  Wallet,
  ZeroAddress,
} from "ethers";

import { CommandSigner } from "./CommandSigner.js";
import type { SignedTransaction } from "./SignedTransaction.js";

const CHAIN_ID = 31_337n;

/** Sends to nobody, and says what the test says. */
class RecordingNode extends AbstractProvider {
  readonly sent: Transaction[] = [];
  told = 5;
  failure: Error | undefined;

  constructor() {
    super(new Network("test", CHAIN_ID), { cacheTimeout: -1 });
  }

  override _detectNetwork(): Promise<Network> {
    return Promise.resolve(new Network("test", CHAIN_ID));
  }

  override async _perform<T>(request: PerformActionRequest): Promise<T> {
    return Promise.resolve(this.answer(request) as T);
  }

  private answer(request: PerformActionRequest): unknown {
    if (request.method === "getTransactionCount") return this.told;
    if (request.method === "getBlockNumber") return 1;
    if (request.method !== "broadcastTransaction") throw new Error(`nobody should ask for ${request.method}`);
    if (this.failure !== undefined) throw this.failure;
    const transaction = Transaction.from(request.signedTransaction);
    this.sent.push(transaction);
    return transaction.hash;
  }
}

const TERMS = { gasLimit: 21_000n, maxFeePerGas: 9n, maxPriorityFeePerGas: 2n };

describe("CommandSigner", () => {
  let node: RecordingNode;
  let signer: CommandSigner;
  let signed: SignedTransaction[];
  const to = ZeroAddress;

  beforeEach(() => {
    node = new RecordingNode();
    signed = [];
    signer = new CommandSigner(
      new Wallet(`0x${"11".repeat(32)}`),
      node,
      () => Promise.resolve(TERMS),
      (transaction: SignedTransaction, send: () => Promise<TransactionResponse>) => {
        signed.push(transaction);
        return send();
      },
    );
  });

  afterEach(() => {
    node.destroy();
  });

  it("counts on while the node's answer is an old one, and follows it when it is ahead", async () => {
    await signer.sendTransaction({ to });
    await signer.sendTransaction({ to }); // the answer is still 5
    node.told = 7;
    await signer.sendTransaction({ to });
    node.told = 9; // somebody else used the key
    await signer.sendTransaction({ to });
    expect(node.sent.map(({ nonce }) => nonce)).to.deep.equal([5, 6, 7, 9]);
  });

  it("signs the gas and the fees that were looked at, whatever the node says next", async () => {
    await signer.sendTransaction({ to, value: 1n, gasLimit: 9_999_999n });
    expect(node.sent).to.have.length(1);
    expect(node.sent[0]).to.include({ type: 2, chainId: CHAIN_ID, to, value: 1n, nonce: 5, ...TERMS });
  });

  it("tells hash and nonce of what it signed before the node has it", async () => {
    node.failure = new Error("refused by the node");
    await signer.sendTransaction({ to }).catch(() => undefined);
    node.failure = undefined;
    await signer.sendTransaction({ to });
    const [sent] = node.sent;
    const expected = { hash: sent?.hash, nonce: 5 };
    expect(signed).to.deep.equal([expected, expected]); // the same transaction twice
  });

  it("uses a nonce again that was not sent", async () => {
    node.failure = new Error("refused by the node");
    expect(await signer.sendTransaction({ to }).catch((error: unknown) => error)).to.equal(node.failure);
    node.failure = undefined;
    await signer.sendTransaction({ to });
    expect(node.sent.map(({ nonce }) => nonce)).to.deep.equal([5]);
  });
});
