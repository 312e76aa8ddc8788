import { progress } from "@clack/prompts";

import type { Progress } from "./Progress.js";

const SHORT = 2; // steps that need no bar

/** A progress bar on standard error, if a person looks at it; otherwise a line at the start. */
export function showProgress(isInteractive: boolean, title: string, total: number): Progress {
  if (total < SHORT) return { advance: () => undefined, stop: () => undefined };
  if (!isInteractive) {
    process.stderr.write(`${title}\n`);
    return { advance: () => undefined, stop: () => undefined };
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
