import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { readPlan } from "./readPlan.js";

describe("readPlan", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-plan-"));
  });

  after(async () => rm(folder, { recursive: true }));

  async function refusalOf(text?: string): Promise<unknown> {
    const path = join(folder, "plan.json");
    if (text !== undefined) await writeFile(path, text);
    return readPlan(path).catch((error: unknown) => error);
  }

  for (const [what, text, problem] of [
    ["a missing file", undefined, "does not exist"],
    ["what is not JSON", "{", "cannot be read"],
    ["another file", '{"chainId":1,"contracts":[]}', "is no plan: deployer"],
  ] as const) {
    it(`ends with 2 for ${what}`, async () => {
      const error = await refusalOf(text);
      expect(error).to.be.instanceOf(CommandError).and.have.property("exitCode", ExitCode.usage);
      expect((error as Error).message)
        .to.include(join(folder, "plan.json"))
        .and.include(problem);
    });
  }
});
