import type { TransactionReceipt } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { z } from "zod";

import type { TouchedSlot, TransactionTrace } from "./TransactionTrace.js";

const PRECOMPILES_END = 0x200n; // above the last precompiled contract, P256VERIFY at 0x100
const NO_DATA = "0x";
const SELECTOR_CHARACTERS = NO_DATA.length + 8;

const account = z.object({
  balance: z.string().optional(),
  nonce: z.number().optional(),
  code: z.string().optional(),
  storage: z.record(z.string(), z.string()).optional(),
});
const accounts = z.record(z.string(), account);
const difference = z.object({ pre: accounts, post: accounts });

interface Frame {
  type: string;
  to: string;
  input: string;
  value?: string | undefined;
  gasUsed: string;
  calls?: Frame[] | undefined;
}
const frame: z.ZodType<Frame> = z.lazy(() =>
  z.object({
    type: z.string(),
    to: z.string(),
    input: z.string(),
    value: z.string().optional(),
    gasUsed: z.string(),
    calls: z.array(frame).optional(),
  }),
);

/**
 * What a mined transaction touched, from the node's own tracers.
 *
 * @param receipt of a transaction that succeeded
 */
export async function readTrace(connection: NetworkConnection, receipt: TransactionReceipt): Promise<TransactionTrace> {
  const trace = async (tracer: string, tracerConfig: object = {}): Promise<unknown> =>
    connection.provider.request({
      method: "debug_traceTransaction",
      params: [receipt.hash, { tracer, tracerConfig }],
    });
  const touched = accounts.parse(await trace("prestateTracer"));
  const { pre, post } = difference.parse(await trace("prestateTracer", { diffMode: true }));
  const outer = frame.parse(await trace("callTracer"));
  const block = await receipt.getBlock();
  const inner = (outer.calls ?? []).flatMap(withInner);

  const warm = new Set([receipt.from, receipt.to ?? "", block.miner].map((address) => address.toLowerCase()));
  const coldAccounts = Object.keys(touched).filter((address) => !warm.has(address) && !isPrecompile(address));
  const slots = Object.entries(touched).flatMap(([address, { storage = {} }]) =>
    Object.entries(storage).map(([slot, value]): TouchedSlot => {
      const before = BigInt(value);
      // The difference leaves out a slot's value where it is zero, and slots that keep theirs.
      const written = pre[address]?.storage?.[slot] !== undefined || post[address]?.storage?.[slot] !== undefined;
      const after = written ? BigInt(post[address]?.storage?.[slot] ?? 0) : before;
      return { address, slot, before, after };
    }),
  );

  return {
    input: outer.input,
    coldAccounts,
    slots,
    logs: receipt.logs.map(({ topics, data }) => ({ topics: topics.length, dataBytes: (data.length - 2) / 2 })),
    precompiles: inner
      .filter(({ to }) => isPrecompile(to))
      .map(({ to, gasUsed }) => ({ address: to, gas: BigInt(gasUsed) })),
    transfers: inner
      .filter(({ type, value }) => type === "CALL" && BigInt(value ?? 0) !== 0n)
      .map(({ to }) => ({ createsAccount: isEmpty(touched[to]) })),
    calls: [outer, ...inner]
      .filter(({ to, type }) => type === "CALL" && !isPrecompile(to))
      .map(({ to, input }) => ({ address: to, selector: input.slice(0, SELECTOR_CHARACTERS) })),
  };
}

function withInner(call: Frame): Frame[] {
  return [call, ...(call.calls ?? []).flatMap(withInner)];
}

function isPrecompile(address: string): boolean {
  return BigInt(address) < PRECOMPILES_END;
}

function isEmpty(before: z.infer<typeof account> | undefined): boolean {
  return BigInt(before?.balance ?? 0) === 0n && (before?.nonce ?? 0) === 0 && (before?.code ?? NO_DATA) === NO_DATA;
}
