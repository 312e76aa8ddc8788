import type { Purchase } from "../../../sdk/clients/Purchase.js";
import { allowsSale } from "../../../sdk/types/allowsSale.js";
import type { Verdict } from "../../../sdk/types/Verdict.js";

interface EpochsVerdict {
  readonly epoch: bigint;
  readonly verdict: Pick<Verdict, "kind" | "reward" | "policy" | "keyCommitment">;
}

/**
 * Which of the verdicts on a content counts, oldest first. To buy: that of the epoch in which it was rewarded, since it
 * names submitter and key as a council found them that had the file; otherwise the oldest that may be sold. For an order:
 * one with its key, since another's ciphertext does not open, and of those the one by which it was bought.
 */
export function chooseVerdict<T extends EpochsVerdict>(
  verdicts: readonly T[],
  purchase?: Pick<Purchase, "epoch"> & { readonly order: Pick<Purchase["order"], "kind" | "keyCommitment"> },
): T | undefined {
  if (purchase !== undefined) {
    const { epoch, order } = purchase;
    const opened = verdicts.filter(
      ({ verdict }) => verdict.kind === order.kind && verdict.keyCommitment === order.keyCommitment,
    );
    return opened.find((each) => each.epoch === epoch) ?? opened[0];
  }
  return (
    verdicts.find(({ verdict }) => verdict.reward > 0n) ??
    verdicts.find(({ verdict }) => allowsSale(verdict.policy)) ??
    verdicts[0]
  );
}
