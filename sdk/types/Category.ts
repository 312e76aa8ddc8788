/** What the engines think of a content, from least to most known; the numbers of the Solidity enumeration. */
export const Category = { UNDETERMINED: 0, HARMLESS: 1, SUSPICIOUS: 2, MALICIOUS: 3 } as const;

export type Category = (typeof Category)[keyof typeof Category];
