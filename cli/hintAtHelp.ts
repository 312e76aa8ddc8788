import type { Command } from "commander";

/** Makes a command, and those below it, end every complaint about a wrong call with how to see the right one. */
export function hintAtHelp(command: Command, words: readonly string[] = []): void {
  const path = [...words, command.name()];
  command.showHelpAfterError(`\`${path.join(" ")} --help\` shows how to call it.`);
  for (const below of command.commands) hintAtHelp(below, path);
}
