import type { Progress } from "./Progress.js";

/** What the command line takes from outside. Tests bring their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person is there to answer. */
  readonly isInteractive: boolean;
  /** Results, for a person or a program. */
  readonly out: (text: string) => void;
  /** Progress, warnings and errors. */
  readonly note: (text: string) => void;
  /** Shows how far a long piece of work is; `advance` is told what was done since the last call. */
  readonly progress: (title: string, total: number) => Progress;
  /** Milliseconds before each further attempt to reach the node; by default ever longer ones. */
  readonly waits?: readonly number[];
  /** Aborted when the command is to end, with a reason such as SIGINT. */
  readonly interruption?: AbortSignal;
  /** Undefined when the person gives up. */
  readonly askPassword: (message: string) => Promise<string | undefined>;
}
