import { readEvents } from "../../sdk/replay/readEvents.js";
import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { Holding } from "./Holding.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { Loop } from "./Loop.js";
import type { LoopResult } from "./LoopResult.js";
import type { PublishedReport } from "./PublishedReport.js";
import type { SubmittedInput } from "./SubmittedInput.js";

interface Played {
  readonly submissions: readonly SubmittedInput[];
  readonly published: PublishedReport;
  readonly supernodes: readonly LocalSupernode[];
  readonly holdings: readonly Holding[];
  /** Wei of base fees. */
  readonly burned: bigint;
  /** Wei of each account of the chain before the first transaction; others had none. */
  readonly initialEth: ReadonlyMap<string, bigint>;
}

/** Puts together what happened, for people and programs. */
export async function summarize(
  loop: Loop,
  { submissions, published, supernodes, holdings, burned, initialEth }: Played,
): Promise<LoopResult> {
  return {
    parties: await partiesOf(loop, supernodes, submissions, initialEth),
    gas: [...loop.journal.gas].map(([operation, used]) => ({
      operation,
      transactions: used.length,
      least: String(used.reduce((least, gas) => (gas < least ? gas : least))),
      most: String(used.reduce((most, gas) => (gas > most ? gas : most))),
    })),
    verdicts: verdictsOf(submissions, published),
    holdings: holdings.map(({ holder, counted, held }) => ({ holder, counted: String(counted), held: String(held) })),
    totalSupply: String(await loop.system.token.totalSupply()),
    ethBurnedAsBaseFee: String(burned),
    checks: loop.journal.checks,
  };
}

async function partiesOf(
  { system, actors, provider }: Loop,
  supernodes: readonly LocalSupernode[],
  submissions: readonly SubmittedInput[],
  initialEth: ReadonlyMap<string, bigint>,
): Promise<LoopResult["parties"]> {
  const [, aggregated] = new Set(submissions.map(({ claims }) => claims.sample.submitter));
  const named: [string, string][] = [
    ["submitter", await actors.submitter.getAddress()],
    ...(aggregated === undefined ? [] : [["submitter without ETH", aggregated] as [string, string]]),
    ...supernodes.map(({ address }, seat): [string, string] => [`supernode ${seat}`, address]),
    ...(await Promise.all(
      actors.voters.map(async (voter, index): Promise<[string, string]> => [
        `voter ${index}`,
        await voter.getAddress(),
      ]),
    )),
    ["vendor", await actors.vendor.getAddress()],
    ["reporter of faults", await actors.reporter.getAddress()],
    ["bystander", await actors.bystander.getAddress()],
    ["treasury", await actors.treasury.getAddress()],
  ];
  const transfers = (await readEvents(system.token, 0)).filter(({ name }) => name === "Transfer");
  const sumWhere = (side: "from" | "to", address: string): bigint =>
    transfers
      .filter(({ args }) => args[side] === address)
      .reduce((sum, { args }) => sum + (args["value"] as bigint), 0n);
  return Promise.all(
    named.map(async ([role, address]) => ({
      role,
      address,
      vmtReceived: String(sumWhere("to", address)),
      vmtPaid: String(sumWhere("from", address)),
      ethChange: String((await provider.getBalance(address)) - (initialEth.get(address) ?? 0n)),
    })),
  );
}

function verdictsOf(
  submissions: readonly SubmittedInput[],
  { contents, labels }: PublishedReport,
): LoopResult["verdicts"] {
  return contents.verdicts.map((verdict) => ({
    name: submissions.find(({ claims }) => claims.sample.contentHash === verdict.contentHash)?.input.name ?? "",
    kind: nameOf(Kind, verdict.kind),
    contentHash: verdict.contentHash,
    category: nameOf(Category, verdict.category),
    detections: Number(verdict.detections),
    engines: Number(verdict.engines),
    reward: String(verdict.reward),
    labels: (labels.get(verdict.contentHash) ?? []).map(({ engine, label }) => ({ engine, label })),
  }));
}

function nameOf(enumeration: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(enumeration).find(([, number]) => number === value)?.[0] ?? String(value);
}
