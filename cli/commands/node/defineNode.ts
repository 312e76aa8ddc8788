import type { Command } from "commander";

import { examplesOf } from "../../examplesOf.js";
import type { Runner } from "../../Runner.js";

/** `virusmap node …`: running a supernode, and voting for one. */
export function defineNode(program: Command, run: Runner): void {
  const actions = () => import("./nodeActions.js");
  const node = program
    .command("node")
    .description("run a supernode, or vote for one")
    .addHelpText(
      "after",
      examplesOf(
        "node init",
        "node register --commission 10",
        "node vote 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 50000",
        "node scan",
      ),
    );

  node
    .command("init")
    .description("make the supernode's two keys: one signs reports, content keys are wrapped to the other")
    .addHelpText("after", examplesOf("node init", "node init --keystore operator.json --home supernode"))
    .action(run(actions, ({ nodeActions }) => nodeActions.init));

  node
    .command("register")
    .description("register the key's account as a supernode, with its bond")
    .option("--bond <vmt>", "by default the least that is allowed")
    .option("--commission <percent>", "of what voters earn, such as 10 or 2.5", "10")
    .option("--metadata <uri>", "what voters should know, and the engines", "data:application/json,{}")
    .addHelpText(
      "after",
      examplesOf("node register --commission 10", "node register --bond 200000 --commission 2.5 --dry-run"),
    )
    .action(run(actions, ({ nodeActions }) => nodeActions.register));

  node
    .command("add-bond")
    .description("add to the bond of the key's supernode")
    .argument("<vmt>", "such as 1000")
    .addHelpText("after", examplesOf("node add-bond 1000 --dry-run", "node add-bond 1000"))
    .action(run(actions, ({ nodeActions }) => nodeActions.addBond));

  node
    .command("vote")
    .description("lock VMT behind a supernode; it comes back through a ticket, 15 epochs after the unvote")
    .argument("<supernode>", "the operator's address")
    .argument("<vmt>", "such as 50000")
    .addHelpText("after", examplesOf("node vote 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 50000"))
    .action(run(actions, ({ nodeActions }) => nodeActions.vote));

  node
    .command("unvote")
    .description("turn the votes for a supernode into a ticket")
    .argument("<supernode>", "the operator's address")
    .argument("[shares]", "by default all; `node status` shows them")
    .addHelpText(
      "after",
      examplesOf(
        "node unvote 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        "node unvote 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --dry-run",
      ),
    )
    .action(run(actions, ({ nodeActions }) => nodeActions.unvote));

  node
    .command("withdraw")
    .description("take what a ticket is worth")
    .argument("<supernode>", "the operator's address")
    .argument("<epoch>", "of the ticket")
    .addHelpText("after", examplesOf("node withdraw 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 12"))
    .action(run(actions, ({ nodeActions }) => nodeActions.withdraw));

  node
    .command("seat")
    .description("take a seat of the council for a supernode")
    .argument("<seat>", "its number, from 0")
    .argument("[supernode]", "by default the key's own")
    .addHelpText("after", examplesOf("node seat 0", "node seat 3 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"))
    .action(run(actions, ({ nodeActions }) => nodeActions.seat));

  node
    .command("heartbeat")
    .description("show that the supernode is there; needed before a seat and against losing one")
    .addHelpText("after", examplesOf("node heartbeat"))
    .action(run(actions, ({ nodeActions }) => nodeActions.heartbeat));

  node
    .command("scan")
    .description("check and scan every new hand-over in the store; once an epoch is over, tell the other supernodes")
    .option("--tell", "tell now for this epoch too: once for all, what is scanned later counts in the next report")
    .addHelpText("after", examplesOf("node scan", "node scan --tell"))
    .action(
      run(
        () => import("./scan.js"),
        ({ scan }) => scan,
      ),
    );

  node
    .command("deliver")
    .description("deliver the keys of all open orders with this supernode")
    .addHelpText("after", examplesOf("node deliver --dry-run", "node deliver"))
    .action(
      run(
        () => import("./deliver.js"),
        ({ deliver }) => deliver,
      ),
    );

  node
    .command("status")
    .description("bond, votes, seat and key of a supernode")
    .argument("[supernode]", "by default the key's own")
    .addHelpText("after", examplesOf("node status", "node status 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --json"))
    .action(
      run(
        () => import("./nodeStatus.js"),
        ({ nodeStatus }) => nodeStatus,
      ),
    );

  node
    .command("unjail")
    .description("leave jail, once its epochs are over")
    .addHelpText("after", examplesOf("node unjail"))
    .action(run(actions, ({ nodeActions }) => nodeActions.unjail));

  node
    .command("resign")
    .description("end the supernode's candidacy for ever")
    .addHelpText("after", examplesOf("node resign --dry-run", "node resign"))
    .action(run(actions, ({ nodeActions }) => nodeActions.resign));

  node
    .command("withdraw-bond")
    .description("take the bond of a resigned supernode")
    .addHelpText("after", examplesOf("node withdraw-bond"))
    .action(run(actions, ({ nodeActions }) => nodeActions.withdrawBond));
}
