const EVERY_MILLISECONDS = 10_000;
const SECOND_MILLISECONDS = 1_000;

/** Does work that may take long, and says every ten seconds that it goes on: nobody has to wonder whether it hangs. */
export async function withHeartbeat<T>(
  label: string,
  print: (line: string) => void,
  action: () => Promise<T>,
  everyMilliseconds = EVERY_MILLISECONDS,
): Promise<T> {
  const started = performance.now();
  const timer = setInterval(() => {
    print(`${label}: ${Math.round((performance.now() - started) / SECOND_MILLISECONDS)} s so far`);
  }, everyMilliseconds);
  try {
    return await action();
  } finally {
    clearInterval(timer);
  }
}
