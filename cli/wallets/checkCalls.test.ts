import { expect } from "chai";
import { AbiCoder, keccak256, makeError, toQuantity, type TransactionRequest, ZeroHash } from "ethers";

import { protocolInterfaces } from "../../sdk/errors/protocolInterfaces.js";
import { ProtocolError } from "../../sdk/errors/ProtocolError.js";
import { CommandError } from "../CommandError.js";
import { ExitCode } from "../ExitCode.js";
import { checkCalls } from "./checkCalls.js";

const WALLET = "0x00000000000000000000000000000000000000A1";
const TOKEN = "0x00000000000000000000000000000000000000B2";
const STAKING = "0x00000000000000000000000000000000000000C3";
const { VirusMapToken: token, SupernodeStaking: staking } = protocolInterfaces;
const APPROVAL = { to: TOKEN, value: 0n, data: token.encodeFunctionData("approve", [STAKING, 7n]) };
const VOTE = { to: STAKING, value: 0n, data: staking.encodeFunctionData("vote", [WALLET, 7n]) };

/** What a node answers to a call that a contract refuses with an error of its own. */
function reverted(data: string): Error {
  return Object.assign(new Error("execution reverted"), { code: "CALL_EXCEPTION", data });
}

const TOO_LITTLE_ALLOWED = reverted(token.encodeErrorResult("ERC20InsufficientAllowance", [STAKING, 0n, 7n]));
const TOO_LITTLE_OWNED = reverted(token.encodeErrorResult("ERC20InsufficientBalance", [WALLET, 6n, 7n]));

/** A node that records what it is asked, and fails as it is told. */
class Node {
  readonly estimated: TransactionRequest[] = [];
  readonly called: unknown[] = [];

  constructor(
    readonly balance: bigint,
    readonly estimateFails?: Error,
    readonly callFails?: Error,
  ) {}

  getBalance(): Promise<bigint> {
    return Promise.resolve(this.balance);
  }

  estimateGas(request: TransactionRequest): Promise<bigint> {
    this.estimated.push(request);
    return this.estimateFails === undefined ? Promise.resolve(21_000n) : Promise.reject(this.estimateFails);
  }

  send(method: string, params: unknown[]): Promise<unknown> {
    this.called.push([method, ...params]);
    return this.callFails === undefined ? Promise.resolve("0x") : Promise.reject(this.callFails);
  }
}

async function check(node: Node, ...calls: Parameters<typeof checkCalls>[2]) {
  const notes: string[] = [];
  const error: unknown = await checkCalls(node, WALLET, calls, (text) => notes.push(text)).catch(
    (reason: unknown) => reason,
  );
  return { error, notes };
}

describe("checkCalls", () => {
  it("tries one call as the wallet, with no approval supposed", async () => {
    const node = new Node(5n);
    const call = { ...VOTE, value: 5n };
    expect(await check(node, call)).to.deep.equal({ error: undefined, notes: [] });
    expect(node.estimated).to.deep.equal([{ ...call, from: WALLET }]);
    expect(node.called).to.deep.equal([]);
  });

  it("tries a second call as if the approval before it were mined", async () => {
    const node = new Node(0n);
    expect(await check(node, APPROVAL, VOTE)).to.deep.equal({ error: undefined, notes: [] });
    expect(node.estimated).to.deep.equal([{ ...APPROVAL, from: WALLET }]);
    const encode = (key: string, slot: string) =>
      keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [key, slot]));
    const slot = encode(STAKING, encode(WALLET, `${ZeroHash.slice(0, -1)}1`));
    const amount = `${ZeroHash.slice(0, -1)}7`;
    expect(node.called).to.deep.equal([
      [
        "eth_call",
        { from: WALLET, to: STAKING, value: toQuantity(0n), data: VOTE.data },
        "pending",
        { [TOKEN]: { stateDiff: { [slot]: amount } } },
      ],
    ]);
  });

  it("refuses what either call is refused with", async () => {
    for (const node of [new Node(0n, TOO_LITTLE_OWNED), new Node(0n, undefined, TOO_LITTLE_OWNED)]) {
      const { error, notes } = await check(node, APPROVAL, VOTE);
      expect(error).to.be.instanceOf(ProtocolError).and.have.property("errorName", "ERC20InsufficientBalance");
      expect(notes).to.deep.equal([]);
    }
  });

  it("refuses a revert that says nothing", async () => {
    const silent = makeError("missing revert data", "CALL_EXCEPTION", {
      action: "call",
      data: null,
      reason: null,
      transaction: { to: STAKING, data: VOTE.data },
      invocation: null,
      revert: null,
    });
    expect((await check(new Node(0n, undefined, silent), APPROVAL, VOTE)).error).to.equal(silent);
  });

  it("says when a node supposes nothing, whether it says so or not", async () => {
    for (const callFails of [new Error("too many arguments, want at most 2"), TOO_LITTLE_ALLOWED]) {
      const { error, notes } = await check(new Node(0n, undefined, callFails), APPROVAL, VOTE);
      expect(error).to.equal(undefined);
      expect(notes).to.have.length(1);
      expect(notes[0]).to.match(/^This node cannot suppose the approval .* the batch's second call was not tried\./);
    }
  });

  it("passes on that the node is lost", async () => {
    const lost = new CommandError(ExitCode.network, "it does not answer", "Start it.");
    expect((await check(new Node(0n, undefined, lost), APPROVAL, VOTE)).error).to.equal(lost);
  });

  it("counts the ETH of all calls", async () => {
    const calls = [
      { ...VOTE, value: 2n },
      { ...APPROVAL, value: 3n },
    ];
    const { error } = await check(new Node(4n), ...calls);
    expect(error).to.be.instanceOf(CommandError);
    expect(error).to.include({
      exitCode: ExitCode.funds,
      message: `the wallet ${WALLET} has 0.000000000000000004 ETH, and the batch sends 0.000000000000000005 ETH`,
    });
  });
});
