import type { ScaleFile } from "./ScaleFile.js";

type Size = ScaleFile["sizes"][number];
type Operation = keyof Size["transactions"];

const FLAT = ["submit", "publish", "purchase", "deliver", "accept"] as const;
const LEVEL_GAS = 500; // most that a level of a proof adds to what a transaction executes, besides its calldata
const SMALLEST_MEASURABLE = 10_000; // below, what a tree needs once outweighs its leaves
const HASH_SHARE = 0.5;
const GROWTH = 2; // of the time a sample: a quadratic tree would show 10 for ten times the samples
const LARGE = 100_000;
const MEBIBYTES = 1_024;

/** What the design promises of growth and these figures break; empty when all holds. Times are compared within a run only. */
export function findViolations({ sizes }: Pick<ScaleFile, "sizes">): string[] {
  const [first] = sizes;
  if (first === undefined || sizes.length < 2) return [`${sizes.length} sizes were measured, at least 2 are needed`];
  // Who is an epoch's only account empties it by his claim, and the chain gives gas back for that.
  const severalAccounts = sizes.filter(({ accounts }) => accounts > 1);
  return [
    ...sizes.flatMap((size) => gasViolations(size, first, FLAT)),
    ...severalAccounts.flatMap((size) => gasViolations(size, severalAccounts[0] ?? first, ["claim"])),
    ...sizes.filter(({ samples }) => samples >= SMALLEST_MEASURABLE).flatMap(speedViolations),
    ...growthViolations(sizes),
    ...sizes.filter(({ samples }) => samples <= LARGE).flatMap(memoryViolations),
  ];
}

/** Gas besides that of calldata, whose zero bytes depend on the hashes in it. */
function executionGas({ gas, calldataGas }: Size["transactions"][Operation]): number {
  return gas - calldataGas;
}

function gasViolations({ samples, transactions }: Size, first: Size, operations: readonly Operation[]): string[] {
  return operations.flatMap((operation) => {
    const [transaction, least] = [transactions[operation], first.transactions[operation]];
    const most = executionGas(least) + LEVEL_GAS * (transaction.depth - least.depth);
    const actual = executionGas(transaction);
    const expected = transaction.depth === least.depth ? `exactly ${most}` : `at most ${most}`;
    const holds = transaction.depth === least.depth ? actual === most : actual <= most;
    if (holds) return [];
    return [`${operation} at ${samples} samples takes ${actual} gas without calldata, expected ${expected}`];
  });
}

function speedViolations({ samples, seconds }: Size): string[] {
  const share = seconds.hashAlone / seconds.verdictTree;
  if (share >= HASH_SHARE) return [];
  return [
    `the tree of ${samples} verdicts has ${share.toFixed(2)} of the hash function's speed, expected ${HASH_SHARE}`,
  ];
}

function growthViolations(sizes: readonly Size[]): string[] {
  const each = sizes
    .filter(({ samples }) => samples > 1)
    .map(({ samples, seconds }) => ({ samples, microseconds: (1e6 * seconds.verdictTree) / samples }));
  return each.slice(1).flatMap(({ samples, microseconds }, i) => {
    const smaller = each[i];
    if (smaller === undefined || microseconds <= GROWTH * smaller.microseconds) return [];
    const most = (GROWTH * smaller.microseconds).toFixed(2);
    return [
      `the tree of ${samples} verdicts takes ${microseconds.toFixed(2)} us each, expected at most ${most}, ${GROWTH} times that of ${smaller.samples}`,
    ];
  });
}

function memoryViolations({ samples, mebibytes }: Size): string[] {
  if (mebibytes.peak < MEBIBYTES) return [];
  return [`${samples} samples took ${Math.round(mebibytes.peak)} MiB, expected less than ${MEBIBYTES}`];
}
