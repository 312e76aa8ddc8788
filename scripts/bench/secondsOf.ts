const MILLISECONDS = 1_000;
const MICROSECONDS = 1_000_000;

interface Timed<T> {
  readonly seconds: number;
  /** Of the processor, in all threads: waiting for a busy machine does not count. */
  readonly processorSeconds: number;
  readonly result: T;
}

/** How long `work` takes, after garbage of earlier work was collected; and what it returns. */
export function secondsOf<T>(work: () => T): Timed<T> {
  if (gc === undefined) throw new Error("Node was started without --expose-gc: time would include others' garbage");
  gc();
  const started = performance.now();
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / MILLISECONDS;
  return { seconds, processorSeconds: (user + system) / MICROSECONDS, result };
}
