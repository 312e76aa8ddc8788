import { type RootCommand, ShellCompDirective } from "@bomb.sh/tab";

import { INSTANTS } from "./commands/development/INSTANTS.js";
import { TLP_LABELS } from "./commands/sample/TLP_LABELS.js";

/** Options and arguments that name files or folders. */
const PATH_OPTIONS = ["settings", "address-book", "keystore", "home", "store"];
const PATH_ARGUMENTS: readonly (readonly [string, string])[] = [
  ["sale admit", "file"],
  ["sample submit", "paths"],
  ["report build", "file"],
  ["report check", "file"],
  ["report sign", "file"],
  ["report publish", "files"],
  ["vendor fetch", "file"],
  ["fault", "first"],
  ["fault", "second"],
];

/**
 * Lets a shell complete values, and after every command the options that all have. Files are left to the shell: their names may
 * be anybody's, and what a program prints here is expanded by bash, commands in it included.
 *
 * @param completion what completes the commands
 */
export function completeValues(completion: RootCommand): void {
  for (const command of completion.commands.values()) {
    for (const [name, option] of completion.options) {
      if (!command.options.has(name)) command.options.set(name, option);
    }
  }
  const tlp = completion.commands.get("sample submit")?.options.get("tlp");
  const where = completion.commands.get("development advance")?.arguments.get("where");
  if (tlp === undefined || where === undefined) throw new Error("there is no --tlp or no <where> to complete");
  tlp.handler = (complete) => {
    for (const label of TLP_LABELS) complete(label, "");
  };
  where.handler = (complete) => {
    for (const instant of INSTANTS) complete(instant, "");
  };

  let isPath = false;
  const notePath = (): void => {
    isPath = true;
  };
  const options = PATH_OPTIONS.map((name) => completion.options.get(name));
  const named = PATH_ARGUMENTS.map(([command, name]) => completion.commands.get(command)?.arguments.get(name));
  for (const path of [...options, ...named]) {
    if (path === undefined) throw new Error("an option or argument that names files is no more");
    path.handler = notePath;
  }
  // The library always says that files do not fit.
  Object.defineProperty(completion, "directive", {
    configurable: true,
    get: () =>
      isPath ? ShellCompDirective.ShellCompDirectiveDefault : ShellCompDirective.ShellCompDirectiveNoFileComp,
    set: () => undefined,
  });
}
