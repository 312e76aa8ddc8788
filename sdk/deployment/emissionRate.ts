/** Part of what is available that an epoch releases, times 1e18: 1 - 2^(-epoch / half-life). */
export function emissionRate(epochLengthSeconds: bigint, halfLifeSeconds: bigint): bigint {
  return BigInt(Math.floor(-Math.expm1((-Math.LN2 * Number(epochLengthSeconds)) / Number(halfLifeSeconds)) * 1e18));
}
