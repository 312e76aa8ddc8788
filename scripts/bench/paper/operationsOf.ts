import type { ScaleFile } from "../scale/ScaleFile.js";
import type { Assumptions } from "./Assumptions.js";

const HASH_BYTES = 32;

type Size = ScaleFile["sizes"][number];

interface OnPaper {
  readonly gas: number;
  readonly bytes: number;
  readonly depth: number;
}

/**
 * The transactions of a day of the assumed size: measured at the largest size, with what each further level of a Merkle
 * proof adds, as measured between the second and the largest. The proofs of a tree of N leaves have ⌈log2 N⌉ levels at most.
 */
export function operationsOf(
  sizes: readonly Size[],
  { samplesPerDay, samplesPerSubmitter, transactionEnvelopeBytes }: Assumptions,
): Record<keyof Size["transactions"], OnPaper> {
  const several = sizes.filter(({ accounts }) => accounts > 1);
  const [small, large] = [several[0], several.at(-1)];
  if (small === undefined || large === undefined || small === large) {
    throw new Error("bench/scale.json has too few sizes to extrapolate from: run npm run bench:scale");
  }
  const accounts = samplesPerDay / samplesPerSubmitter;
  const onPaper = (operation: keyof Size["transactions"], leaves: number): OnPaper => {
    const [from, to] = [small.transactions[operation], large.transactions[operation]];
    const perLevel = to.depth === from.depth ? 0 : (to.gas - from.gas) / (to.depth - from.depth);
    const depth = to.depth === from.depth ? to.depth : Math.ceil(Math.log2(leaves));
    const levels = depth - to.depth;
    return {
      gas: Math.round(to.gas + levels * perLevel),
      bytes: to.calldataBytes + levels * HASH_BYTES + transactionEnvelopeBytes,
      depth,
    };
  };
  return {
    submit: onPaper("submit", samplesPerDay),
    publish: onPaper("publish", samplesPerDay),
    claim: onPaper("claim", accounts),
    purchase: onPaper("purchase", samplesPerDay),
    deliver: onPaper("deliver", samplesPerDay),
    accept: onPaper("accept", samplesPerDay),
  };
}
