import hre from "hardhat";

import { withHeartbeat } from "./withHeartbeat.js";

/** Compiles the contracts if they changed, and says on standard error that it goes on when that takes long. */
export async function compileContracts(): Promise<void> {
  const print = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  await withHeartbeat("Compiling the contracts", print, () =>
    hre.tasks.getTask("build").run({ quiet: true, noTests: true }),
  );
}
