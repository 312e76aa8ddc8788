/** Where the sale stands; the numbers of `ITokenSale.State`. */
export const SaleState = { OPEN: 0, SUCCEEDED: 1, FAILED: 2 } as const;

export type SaleState = (typeof SaleState)[keyof typeof SaleState];
