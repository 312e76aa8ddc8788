import { type Command, Help } from "commander";

const byDefault = new Help();

/** Commander's help, with the commands of a group before the options that every command has. */
export function formatHelp(command: Command, helper: Help): string {
  const sections = byDefault.formatHelp(command, helper).split("\n\n");
  const commands = sections.filter((section) => section.startsWith("Commands:"));
  const others = sections.filter((section) => !section.startsWith("Commands:"));
  const options = others.findIndex((section) => /^(Global )?Options:/.test(section));
  return [...others.slice(0, options), ...commands.map((section) => section.trimEnd()), ...others.slice(options)].join(
    "\n\n",
  );
}
