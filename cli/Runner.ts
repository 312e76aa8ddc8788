import type { Outcome } from "./output/Outcome.js";
import type { Session } from "./Session.js";

/** Makes a commander action of what a command does: opens a session, runs, prints the outcome. */
export type Runner = <A extends readonly unknown[]>(
  action: (session: Session, ...args: A) => Promise<Outcome>,
) => (...args: A) => Promise<void>;
