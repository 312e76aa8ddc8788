/**
 * The most to pay for one unit of gas unless somebody says otherwise, in wei: 200 gwei. Libraries propose twice the base fee and a
 * tip, so that this allows for a base fee of nearly 100 gwei.
 */
export const DEFAULT_FEE_CEILING = 200_000_000_000n;
