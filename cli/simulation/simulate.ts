import { getAddress, id, isError, type JsonRpcProvider, toQuantity, type TransactionRequest } from "ethers";

import { CommandError } from "../CommandError.js";
import { ExitCode } from "../ExitCode.js";
import type { Simulation } from "./Simulation.js";

const TRANSFER = id("Transfer(address,address,uint256)");

interface Log {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/** One call of a trace, as geth's callTracer gives it. */
interface Call {
  readonly type?: string;
  readonly from: string;
  readonly to?: string;
  readonly value?: string;
  readonly error?: string;
  readonly logs?: readonly Log[];
  readonly calls?: readonly Call[];
}

/**
 * What a transaction would do if it were mined now. Reads the node's trace of the call (debug_traceCall with geth's
 * callTracer, which Hardhat's node, anvil and geth offer) for every transfer of ether and of VMT.
 *
 * @param token address of VMT
 * @throws what the contract would refuse with
 */
export async function simulate(
  provider: JsonRpcProvider,
  request: TransactionRequest,
  from: string,
  token: string,
): Promise<Simulation> {
  const transaction = {
    from,
    to: request.to as string,
    data: request.data ?? "0x",
    value: toQuantity(request.value ?? 0n),
  };
  const gas = await provider.estimateGas(transaction); // fails as the transaction would
  const { maxFeePerGas, gasPrice } = await provider.getFeeData();
  const trace = await traceOf(provider, transaction);

  const eth = new Map<string, bigint>();
  const vmt = new Map<string, bigint>();
  collect(trace, token, eth, vmt);
  return { gas, feeWei: gas * (maxFeePerGas ?? gasPrice ?? 0n), eth, vmt };
}

async function traceOf(provider: JsonRpcProvider, transaction: unknown): Promise<Call> {
  try {
    return (await provider.send("debug_traceCall", [
      transaction,
      "latest",
      { tracer: "callTracer", tracerConfig: { withLog: true } },
    ])) as Call;
  } catch (error) {
    if (error instanceof CommandError || isError(error, "CALL_EXCEPTION")) throw error;
    throw new CommandError(
      ExitCode.failed,
      "this node does not trace calls, so that a dry run cannot tell what would change",
      "Name a node that offers debug_traceCall with --rpc, or run without --dry-run.",
      { cause: error },
    );
  }
}

function collect(call: Call, token: string, eth: Map<string, bigint>, vmt: Map<string, bigint>): void {
  if (call.error !== undefined) return; // what failed inside was undone

  const value = BigInt(call.value ?? 0);
  if (value > 0n && call.to !== undefined && call.type !== "DELEGATECALL") move(eth, call.from, call.to, value);
  for (const { address, topics, data } of call.logs ?? []) {
    const [event, from, to] = topics;
    if (getAddress(address) !== getAddress(token) || event !== TRANSFER || from === undefined || to === undefined)
      continue;
    move(vmt, `0x${from.slice(26)}`, `0x${to.slice(26)}`, BigInt(data));
  }
  for (const inner of call.calls ?? []) collect(inner, token, eth, vmt);
}

function move(changes: Map<string, bigint>, from: string, to: string, amount: bigint): void {
  for (const [account, change] of [
    [getAddress(from), -amount],
    [getAddress(to), amount],
  ] as const) {
    changes.set(account, (changes.get(account) ?? 0n) + change);
  }
}
