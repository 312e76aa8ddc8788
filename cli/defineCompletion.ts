import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

import { completeValues } from "./completeValues.js";

const NEEDS = `
What it prints asks a program \`virusmap\` on your PATH; \`npx virusmap\` completes nothing. For a clone, in its folder:
  $ ln -s "$PWD/cli/virusmap.mjs" ~/.local/bin/virusmap

In bash it needs the package bash-completion. Once in a shell, or in its startup file:
  $ source <(virusmap complete bash)
  $ source <(virusmap complete zsh)
  $ virusmap complete fish | source`;

/** `virusmap complete …`: what makes a shell complete commands, options and values. To be called when all others are defined. */
export function defineCompletion(program: Command): void {
  const completion = tab(program);
  completeValues(completion);
  program.commands
    .find((command) => command.name() === "complete")
    ?.description("print what makes a shell complete commands: zsh, bash, fish or powershell")
    .addHelpText("after", NEEDS);

  // The library's bash would offer no file, and fail at each key without a function that it does not name.
  const setup = completion.setup.bind(completion);
  completion.setup = (name, executable, shell) => {
    setup(name, executable, shell);
    if (shell !== "bash") return;
    console.log(`complete -o default -F __${name}_complete ${name}
type _get_comp_words_by_ref >/dev/null 2>&1 || echo "${name}: completion needs bash-completion, loaded before this" >&2`);
  };
}
