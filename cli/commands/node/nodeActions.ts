import { ZeroAddress } from "ethers";

import { Operator } from "../../../sdk/clients/Operator.js";
import { Voter } from "../../../sdk/clients/Voter.js";
import { checkVmt } from "../../checkVmt.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseAmount } from "../../parseAmount.js";
import { parseCount } from "../../parseCount.js";
import { parseShares } from "../../parseShares.js";
import { receiptFields } from "../../receiptFields.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import type { Session } from "../../Session.js";
import { nodeKeys } from "./nodeKeys.js";
import { requireSupernode } from "./requireSupernode.js";

interface RegisterOptions {
  readonly bond?: string;
  readonly commission: string;
  readonly metadata: string;
}

/** What `virusmap node …` does, but for what has files of its own. */
export const nodeActions = {
  init,
  register,
  addBond,
  vote,
  unvote,
  withdraw,
  seat,
  heartbeat,
  unjail,
  resign,
  withdrawBond,
};

async function init(session: Session): Promise<Outcome> {
  refuseDryRun(session.settings, "makes the keys of a supernode");
  const keys = await nodeKeys.create(session, await (await session.signer()).getAddress());
  return {
    fields: [
      { name: "signer", label: "Signs reports", value: keys.signer.address },
      { name: "encryptionKey", label: "Encryption key, x", value: keys.encryptionKeys.publicKey.x },
    ],
  };
}

async function vote(session: Session, supernode: string, vmt: string): Promise<Outcome> {
  const amount = parseAmount(vmt, "vmt", "VMT");
  await checkVmt(session, amount);
  const { receipt, shares } = await (await voterOf(session)).vote(await session.account(supernode), amount);
  return {
    fields: [
      { name: "amount", label: "Voted", value: amount, unit: "VMT" },
      { name: "shares", label: "Shares", value: shares, unit: "shares" },
      ...receiptFields(receipt),
    ],
  };
}

async function unvote(session: Session, supernode: string, shares?: string): Promise<Outcome> {
  const count = shares === undefined ? undefined : parseShares(shares);
  const ticket = await (await voterOf(session)).unvote(await session.account(supernode), count);
  return {
    fields: [
      { name: "epoch", label: "Ticket of epoch", value: ticket.epoch },
      { name: "assets", label: "Worth now", value: ticket.assets, unit: "VMT" },
      { name: "payableFrom", label: "Paid from epoch", value: ticket.payableFrom },
      ...receiptFields(ticket.receipt),
    ],
  };
}

async function withdraw(session: Session, supernode: string, epoch: string): Promise<Outcome> {
  const voter = await voterOf(session);
  const { receipt, assets } = await voter.withdraw(await session.account(supernode), parseCount(epoch, "epoch"));
  return {
    fields: [{ name: "assets", label: "Withdrawn", value: assets, unit: "VMT" }, ...receiptFields(receipt)],
  };
}

async function seat(session: Session, seat: string, supernode?: string): Promise<Outcome> {
  const { council } = await session.contracts();
  const number = Number(parseCount(seat, "seat", (await council.SEATS()) - 1n));
  const operator = await operatorOf(session);
  const { receipt, from } = await operator.takeSeat(number, await session.account(supernode));
  return { fields: [{ name: "from", label: "Serves from epoch", value: from }, ...receiptFields(receipt)] };
}

async function resign(session: Session): Promise<Outcome> {
  const { receipt, releaseEpoch } = await (await operatorOf(session)).resign();
  return {
    fields: [{ name: "releaseEpoch", label: "Bond paid from epoch", value: releaseEpoch }, ...receiptFields(receipt)],
  };
}

async function withdrawBond(session: Session): Promise<Outcome> {
  const { receipt, amount } = await (await operatorOf(session)).withdrawBond();
  return {
    fields: [{ name: "amount", label: "Withdrawn", value: amount, unit: "VMT" }, ...receiptFields(receipt)],
  };
}

async function heartbeat(session: Session): Promise<Outcome> {
  await requireSupernode(session); // the chain would record anybody's
  return sent((await operatorOf(session)).heartbeat());
}

async function unjail(session: Session): Promise<Outcome> {
  return sent((await operatorOf(session)).unjail());
}

async function register(session: Session, { bond, commission, metadata }: RegisterOptions): Promise<Outcome> {
  const contracts = await session.contracts();
  const signer = await session.signer();
  const supernode = await signer.getAddress();
  if ((await contracts.staking.supernodeOf(supernode)).signer !== ZeroAddress) {
    throw new CommandError(
      ExitCode.refused,
      `${supernode} is registered already`,
      "Nothing was sent. To add to its bond: virusmap node add-bond VMT",
    );
  }
  const keys = await nodeKeys.open(session, supernode);
  const amount = bond === undefined ? await contracts.staking.MINIMUM_BOND() : parseAmount(bond, "--bond", "VMT");
  await checkVmt(session, amount);
  const { receipt } = await new Operator(contracts, signer).register({
    reportSigner: keys.signer,
    encryptionKey: keys.encryptionKeys.publicKey,
    metadataURI: metadata,
    commission: parsePercent(commission),
    bond: amount,
  });
  return {
    fields: [
      { name: "supernode", label: "Supernode", value: supernode },
      { name: "signer", label: "Signs reports", value: keys.signer.address },
      { name: "bond", label: "Bond", value: amount, unit: "VMT" },
      ...receiptFields(receipt),
    ],
  };
}

async function addBond(session: Session, vmt: string): Promise<Outcome> {
  const amount = parseAmount(vmt, "vmt", "VMT");
  await checkVmt(session, amount);
  const { receipt } = await (await operatorOf(session)).addBond(amount);
  return { fields: [{ name: "amount", label: "Added", value: amount, unit: "VMT" }, ...receiptFields(receipt)] };
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
