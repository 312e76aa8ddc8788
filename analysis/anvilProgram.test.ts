import { expect } from "chai";

import { CommandError } from "../cli/CommandError.js";
import { ExitCode } from "../cli/ExitCode.js";
import { anvilProgram } from "./anvilProgram.js";

describe("anvilProgram", () => {
  for (const platform of ["darwin-arm64", "darwin-x64", "linux-arm64", "win32-x64"]) {
    it(`says on ${platform} that it is pinned for another platform, and what runs instead`, () => {
      expect(() => anvilProgram(process.cwd(), platform))
        .to.throw(CommandError)
        .and.include({
          exitCode: ExitCode.refused,
          message: `anvil is pinned for linux-x64 only, and this is ${platform}`,
        })
        .and.have.property("advice")
        .that.includes("Hardhat's own chain");
    });
  }
});
