import { Category } from "../../sdk/types/Category.js";

/**
 * The category on which supernodes agree, from one opinion each. With n opinions and t = ⌊n/3⌋ + 1:
 *
 * - MALICIOUS when at least t are MALICIOUS;
 * - otherwise SUSPICIOUS when at least t are SUSPICIOUS or MALICIOUS;
 * - otherwise HARMLESS when at least t are HARMLESS;
 * - otherwise UNDETERMINED.
 *
 * t is the least number above a third. While no more than a third lie, each category but UNDETERMINED has an honest
 * supernode behind it, and MALICIOUS stands whenever t honest ones say so. What fewer of them say, liars can tip: no rule
 * that listens to minorities avoids that, and a majority's would silence malware that only some engines know. From three
 * opinions on it takes two; of one or two, each decides alone.
 */
export function agreedCategory(opinions: readonly Category[]): Category {
  const threshold = Math.floor(opinions.length / 3) + 1;
  const agree = (test: (opinion: Category) => boolean): boolean => opinions.filter(test).length >= threshold;

  if (agree((opinion) => opinion === Category.MALICIOUS)) return Category.MALICIOUS;
  if (agree((opinion) => opinion >= Category.SUSPICIOUS)) return Category.SUSPICIOUS;
  return agree((opinion) => opinion === Category.HARMLESS) ? Category.HARMLESS : Category.UNDETERMINED;
}
