import type { Outcome } from "./output/Outcome.js";
import type { Session } from "./Session.js";

/**
 * Makes a commander action of what a command does: loads it, opens a session, runs, prints the outcome. Nothing is loaded
 * before, since what commands need takes longer to load than most of them take.
 *
 * @param load imports the module in which the action is
 * @param pick takes the action out of the module
 */
export type Runner = <M, A extends readonly unknown[]>(
  load: () => Promise<M>,
  pick: (module: M) => (session: Session, ...args: A) => Promise<Outcome>,
) => (...args: A) => Promise<void>;
