import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";

/** One engine alone, which may be wrong or lying, makes nothing MALICIOUS. */
const MIN_MALICIOUS_ENGINES = 2;
/** Nor do two among many. */
const MIN_MALICIOUS_BASIS_POINTS = 2_000; // 20 %

/**
 * The category of a table, in integers:
 *
 * - MALICIOUS when at least 2 engines and at least 20 % of all say MALICIOUS;
 * - otherwise SUSPICIOUS when any engine says SUSPICIOUS or MALICIOUS;
 * - otherwise HARMLESS when any engine knows the content as harmless;
 * - otherwise UNDETERMINED: that nobody found anything proves nothing.
 */
export function tableCategory(labels: readonly Label[]): Category {
  const count = (category: Category): number => labels.filter((label) => label.category === category).length;

  const malicious = count(Category.MALICIOUS);
  if (malicious >= MIN_MALICIOUS_ENGINES && malicious * 10_000 >= labels.length * MIN_MALICIOUS_BASIS_POINTS) {
    return Category.MALICIOUS;
  }
  if (malicious + count(Category.SUSPICIOUS) > 0) return Category.SUSPICIOUS;
  return count(Category.HARMLESS) > 0 ? Category.HARMLESS : Category.UNDETERMINED;
}
