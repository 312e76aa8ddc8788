import type { Command } from "commander";

import { Operator } from "../../../sdk/clients/Operator.js";
import { Voter } from "../../../sdk/clients/Voter.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseAmount } from "../../parseAmount.js";
import { parseCount } from "../../parseCount.js";
import { receiptFields } from "../../receiptFields.js";
import type { Runner } from "../../Runner.js";
import type { Session } from "../../Session.js";
import { deliver } from "./deliver.js";
import { nodeKeys } from "./nodeKeys.js";
import { nodeStatus } from "./nodeStatus.js";
import { scan } from "./scan.js";

interface RegisterOptions {
  readonly bond?: string;
  readonly commission: string;
  readonly metadata: string;
}

/** `virusmap node …`: running a supernode, and voting for one. */
export function nodeCommands(program: Command, run: Runner): void {
  const node = program
    .command("node")
    .description("run a supernode, or vote for one")
    .addHelpText(
      "after",
      "\nExamples:\n  $ virusmap node init\n  $ virusmap node register --commission 10\n" +
        "  $ virusmap node vote 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 50000\n  $ virusmap node scan",
    );

  node
    .command("init")
    .description("make the supernode's two keys: one signs reports, content keys are wrapped to the other")
    .action(
      run(async (session) => {
        const keys = await nodeKeys.create(session, await (await session.signer()).getAddress());
        return {
          fields: [
            { name: "signer", label: "Signs reports", value: keys.signer.address },
            { name: "encryptionKey", label: "Encryption key, x", value: keys.encryptionKeys.publicKey.x },
          ],
        };
      }),
    );

  node
    .command("register")
    .description("register the key's account as a supernode, with its bond")
    .option("--bond <vmt>", "by default the least that is allowed")
    .option("--commission <percent>", "of what voters earn, such as 10 or 2.5", "10")
    .option("--metadata <uri>", "what voters should know, and the engines", "data:application/json,{}")
    .action(run(register));

  node
    .command("vote")
    .description("lock VMT behind a supernode; it comes back through a ticket, 15 epochs after the unvote")
    .argument("<supernode>", "the operator's address")
    .argument("<vmt>", "such as 50000")
    .action(
      run(async (session, supernode: string, vmt: string) => {
        const amount = parseAmount(vmt, "vmt");
        const { receipt, shares } = await (await voterOf(session)).vote(await session.account(supernode), amount);
        return {
          fields: [
            { name: "amount", label: "Voted", value: amount, unit: "VMT" },
            { name: "shares", label: "Shares", value: shares },
            ...receiptFields(receipt),
          ],
        };
      }),
    );

  node
    .command("unvote")
    .description("turn the votes for a supernode into a ticket")
    .argument("<supernode>", "the operator's address")
    .argument("[shares]", "by default all; `node status` shows them")
    .action(
      run(async (session, supernode: string, shares?: string) => {
        const count = shares === undefined ? undefined : parseCount(shares, "shares");
        const ticket = await (await voterOf(session)).unvote(await session.account(supernode), count);
        return {
          fields: [
            { name: "epoch", label: "Ticket of epoch", value: ticket.epoch },
            { name: "assets", label: "Worth now", value: ticket.assets, unit: "VMT" },
            { name: "payableFrom", label: "Paid from epoch", value: ticket.payableFrom },
            ...receiptFields(ticket.receipt),
          ],
        };
      }),
    );

  node
    .command("withdraw")
    .description("take what a ticket is worth")
    .argument("<supernode>", "the operator's address")
    .argument("<epoch>", "of the ticket")
    .action(
      run(async (session, supernode: string, epoch: string) => {
        const voter = await voterOf(session);
        const { receipt, assets } = await voter.withdraw(await session.account(supernode), parseCount(epoch, "epoch"));
        return {
          fields: [{ name: "assets", label: "Withdrawn", value: assets, unit: "VMT" }, ...receiptFields(receipt)],
        };
      }),
    );

  node
    .command("seat")
    .description("take a seat of the council for a supernode")
    .argument("<seat>", "its number, from 0")
    .argument("[supernode]", "by default the key's own")
    .action(
      run(async (session, seat: string, supernode?: string) => {
        const number = Number(parseCount(seat, "seat"));
        const operator = await operatorOf(session);
        const { receipt, from } = await operator.takeSeat(number, await session.account(supernode));
        return { fields: [{ name: "from", label: "Serves from epoch", value: from }, ...receiptFields(receipt)] };
      }),
    );

  node
    .command("heartbeat")
    .description("show that the supernode is there; needed before a seat and against losing one")
    .action(run(async (session) => sent((await operatorOf(session)).heartbeat())));

  node
    .command("scan")
    .description("check and scan every new hand-over in the store, and tell the other supernodes")
    .action(run(scan));

  node.command("deliver").description("deliver the keys of all open orders with this supernode").action(run(deliver));

  node
    .command("status")
    .description("bond, votes, seat and key of a supernode")
    .argument("[supernode]", "by default the key's own")
    .action(run(nodeStatus));

  node
    .command("unjail")
    .description("leave jail, once its epochs are over")
    .action(run(async (session) => sent((await operatorOf(session)).unjail())));

  node
    .command("resign")
    .description("end the supernode's candidacy for ever")
    .action(
      run(async (session) => {
        const { receipt, releaseEpoch } = await (await operatorOf(session)).resign();
        return {
          fields: [
            { name: "releaseEpoch", label: "Bond paid from epoch", value: releaseEpoch },
            ...receiptFields(receipt),
          ],
        };
      }),
    );

  node
    .command("withdraw-bond")
    .description("take the bond of a resigned supernode")
    .action(
      run(async (session) => {
        const { receipt, amount } = await (await operatorOf(session)).withdrawBond();
        return {
          fields: [{ name: "amount", label: "Withdrawn", value: amount, unit: "VMT" }, ...receiptFields(receipt)],
        };
      }),
    );
}

async function register(session: Session, { bond, commission, metadata }: RegisterOptions): Promise<Outcome> {
  const contracts = await session.contracts();
  const signer = await session.signer();
  const keys = await nodeKeys.open(session, await signer.getAddress());
  const amount = bond === undefined ? await contracts.staking.MINIMUM_BOND() : parseAmount(bond, "--bond");
  const { receipt } = await new Operator(contracts, signer).register({
    reportSigner: keys.signer,
    encryptionKey: keys.encryptionKeys.publicKey,
    metadataURI: metadata,
    commission: parsePercent(commission),
    bond: amount,
  });
  return {
    fields: [
      { name: "supernode", label: "Supernode", value: await signer.getAddress() },
      { name: "signer", label: "Signs reports", value: keys.signer.address },
      { name: "bond", label: "Bond", value: amount, unit: "VMT" },
      ...receiptFields(receipt),
    ],
  };
}

/** Percent with at most two decimals, in basis points. */
function parsePercent(text: string): bigint {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text) || Number(text) > 100) {
    throw new CommandError(
      ExitCode.usage,
      `--commission is ${text}, expected 0 to 100 with at most two decimals`,
      "Write it like 10 or 2.5.",
    );
  }
  return BigInt(Math.round(Number(text) * 100));
}

async function sent(sending: ReturnType<Operator["heartbeat"]>): Promise<Outcome> {
  const { receipt } = await sending;
  return { fields: receiptFields(receipt) };
}

async function voterOf(session: Session): Promise<Voter> {
  return new Voter(await session.contracts(), await session.signer());
}

async function operatorOf(session: Session): Promise<Operator> {
  return new Operator(await session.contracts(), await session.signer());
}
