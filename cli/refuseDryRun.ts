import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import type { Settings } from "./Settings.js";

/**
 * Refuses a dry run of a command that sends no transaction: there is nothing to simulate, and it would do what it does.
 *
 * @param effect what the command does, in words that follow "it"
 */
export function refuseDryRun({ dryRun }: Pick<Settings, "dryRun">, effect: string): void {
  if (!dryRun) return;
  throw new CommandError(
    ExitCode.usage,
    "--dry-run simulates a transaction, and this command sends none",
    `Without --dry-run it ${effect}.`,
  );
}
