/** What was submitted; the numbers of the Solidity enumeration. INTEL is a STIX 2.1 bundle. */
export const Kind = { FILE: 0, URL: 1, INTEL: 2 } as const;

export type Kind = (typeof Kind)[keyof typeof Kind];
