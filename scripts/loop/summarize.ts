import { readEvents } from "../../sdk/replay/readEvents.js";
import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { Holding } from "./Holding.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { Loop } from "./Loop.js";
import type { LoopResult } from "./LoopResult.js";
import type { PublishedReport } from "./PublishedReport.js";
import type { SubmittedInput } from "./SubmittedInput.js";

const INITIAL_ETH = 10_000n * 10n ** 18n; // of each account of the embedded chain

interface Played {
  readonly submissions: readonly SubmittedInput[];
  readonly published: PublishedReport;
  readonly supernodes: readonly LocalSupernode[];
  readonly holdings: readonly Holding[];
  /** Wei of base fees. */
  readonly burned: bigint;
}

/** Puts together what happened, for people and programs. */
export async function summarize(
  loop: Loop,
  { submissions, published, supernodes, holdings, burned }: Played,
): Promise<LoopResult> {
  return {
    parties: await partiesOf(loop, supernodes, submissions),
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
): Promise<LoopResult["parties"]> {
  const [, aggregated] = new Set(submissions.map(({ sample }) => sample.submitter));
  const named: [string, string, bigint][] = [
    ["submitter", await actors.submitter.getAddress(), INITIAL_ETH],
    ...(aggregated === undefined ? [] : [["submitter without ETH", aggregated, 0n] as [string, string, bigint]]),
    ...supernodes.map(({ address }, seat): [string, string, bigint] => [`supernode ${seat}`, address, INITIAL_ETH]),
    ...(await Promise.all(
      actors.voters.map(async (voter, index): Promise<[string, string, bigint]> => [
        `voter ${index}`,
        await voter.getAddress(),
        INITIAL_ETH,
      ]),
    )),
    ["vendor", await actors.vendor.getAddress(), INITIAL_ETH],
    ["reporter of faults", await actors.reporter.getAddress(), INITIAL_ETH],
    ["bystander", await actors.bystander.getAddress(), INITIAL_ETH],
    ["treasury", await actors.treasury.getAddress(), INITIAL_ETH],
  ];
  const transfers = (await readEvents(system.token, 0)).filter(({ name }) => name === "Transfer");
  const sumWhere = (side: "from" | "to", address: string): bigint =>
    transfers
      .filter(({ args }) => args[side] === address)
      .reduce((sum, { args }) => sum + (args["value"] as bigint), 0n);
  return Promise.all(
    named.map(async ([role, address, initial]) => ({
      role,
      address,
      vmtReceived: String(sumWhere("to", address)),
      vmtPaid: String(sumWhere("from", address)),
      ethChange: String((await provider.getBalance(address)) - initial),
    })),
  );
}

function verdictsOf(
  submissions: readonly SubmittedInput[],
  { contents, labels }: PublishedReport,
): LoopResult["verdicts"] {
  return contents.verdicts.map((verdict) => ({
    name: submissions.find(({ sample }) => sample.contentHash === verdict.contentHash)?.input.name ?? "",
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
