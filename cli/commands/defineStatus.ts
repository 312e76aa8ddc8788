import type { Command } from "commander";

import { examplesOf } from "../examplesOf.js";
import type { Runner } from "../Runner.js";

/** `virusmap status`: where the network stands, and what an account has. */
export function defineStatus(program: Command, run: Runner): void {
  program
    .command("status")
    .description("network, epoch, council, sale, and the balances of an account")
    .argument("[account]", "by default the key's own, if there is a key")
    .addHelpText("after", examplesOf("status", "status 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --json"))
    .action(
      run(
        () => import("./readStatus.js"),
        ({ readStatus }) => readStatus,
      ),
    );
}
