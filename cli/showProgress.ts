import { progress } from "@clack/prompts";

import type { Progress } from "./Progress.js";

const SHORT = 2; // steps that need no bar
const INTERVAL_MILLISECONDS = 5_000;

/** Standard error and the clock; tests bring their own. */
const REAL = { write: (text: string) => process.stderr.write(text), now: () => performance.now() };

/** A progress bar on standard error, if a person looks at it; otherwise a line at the start, and how far it is every few seconds. */
export function showProgress(
  isInteractive: boolean,
  title: string,
  total: number,
  { write, now }: { write: (text: string) => unknown; now: () => number } = REAL,
): Progress {
  if (total < SHORT) return { advance: () => undefined, stop: () => undefined };
  if (!isInteractive) {
    write(`${title}\n`);
    let done = 0;
    let told = now();
    return {
      advance: (step) => {
        done += step;
        if (now() - told < INTERVAL_MILLISECONDS) return;
        told = now();
        write(`${title}: ${done} of ${total}\n`);
      },
      stop: () => undefined,
    };
  }
  const bar = progress({ max: total, output: process.stderr });
  bar.start(title);
  // It would take Ctrl-C for itself, and end the process with 0 and without cleaning up.
  process.stdin.setRawMode(false);
  return {
    advance: (step) => {
      bar.advance(step);
    },
    stop: () => {
      bar.stop(title);
    },
  };
}
