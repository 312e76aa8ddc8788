import { expect } from "chai";
import type { Command } from "commander";

import { defineProgram } from "./defineProgram.js";
import type { Runner } from "./Runner.js";

/** The program, which runs nothing but notes which command would be run. */
function recorded(): { program: Command; ran: Command[]; said: string[] } {
  const ran: Command[] = [];
  const said: string[] = [];
  const run: Runner =
    () =>
    (...args) => {
      ran.push(args.at(-1) as Command);
      return Promise.resolve();
    };
  const listen = (text: string): unknown => said.push(text);
  return { program: defineProgram(run, { out: listen, note: listen }), ran, said };
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function withThoseBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withThoseBelow)];
}

/** What `command --help` prints. */
async function helpOf(command: Command): Promise<string> {
  const { program, said } = recorded();
  const words = pathOf(command).split(" ").slice(1);
  await program.parseAsync([...words, "--help"], { from: "user" }).catch(() => undefined);
  return said.join("\n");
}

function examplesIn(help: string): string[] {
  const [, ...parts] = help.split("\nExamples:\n");
  return parts.flatMap((part) => part.split("\n\n")[0]?.split("\n") ?? []);
}

describe("defineProgram", () => {
  const commands = withThoseBelow(recorded().program).filter((command) => command.name() !== "complete");

  it("has the groups and their commands", () => {
    expect(commands.length).to.be.at.least(50);
  });

  for (const command of commands) {
    const path = pathOf(command);

    it(`${path} --help shows examples, and each is a call of it that is right`, async () => {
      const help = await helpOf(command);
      expect(help).to.contain(`Usage: ${path} `);
      const examples = examplesIn(help);
      expect(examples.length, `examples of ${path}`).to.be.at.least(1);
      for (const example of examples) {
        expect(example).to.match(/^ {2}\$ ([A-Z_]+=[^ ]+ )?virusmap [^"'|<>]+$/);
        const { program, ran, said } = recorded();
        const words = example.slice(example.indexOf("virusmap ")).split(" ").slice(1);
        await program.parseAsync(words, { from: "user" }).catch((error: unknown) => {
          throw new Error(`${example}: ${said.join(" ")}`, { cause: error });
        });
        expect(
          ran.map((each) => `${pathOf(each)} `),
          example,
        ).to.have.length(1);
        expect(`${pathOf(ran[0] ?? program)} `, example).to.match(new RegExp(`^${path} `));
      }
    });
  }
});
