const MINUTE_MILLISECONDS = 60_000;

/**
 * Says so when a chain's clock is a minute or more from this machine's, as after a sale and an election that were played
 * in a moment. Otherwise nothing.
 *
 * @param chainSeconds the time of the next block, Unix seconds
 * @param nowMilliseconds this machine's time
 */
export function describeClock(chainSeconds: number, nowMilliseconds: number): string[] {
  const minutes = Math.trunc((chainSeconds * 1_000 - nowMilliseconds) / MINUTE_MILLISECONDS);
  if (minutes === 0) return [];
  const difference = `${Math.abs(minutes)} ${Math.abs(minutes) === 1 ? "minute" : "minutes"}`;
  return [
    `The chain's clock is ${difference} ${minutes > 0 ? "ahead of" : "behind"} this machine's: ` +
      "times are the chain's, and `npx virusmap development advance` moves it on.",
  ];
}
