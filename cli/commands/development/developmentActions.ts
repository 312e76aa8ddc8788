import { hexlify, randomBytes } from "ethers";

import { confirm } from "../../../sdk/clients/confirm.js";

import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import { originOf } from "../../originOf.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseCount } from "../../parseCount.js";
import { receiptFields } from "../../receiptFields.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import type { Session } from "../../Session.js";
import { findPurchase } from "../vendor/findPurchase.js";
import { INSTANTS } from "./INSTANTS.js";
import { requireDevelopmentChain } from "./requireDevelopmentChain.js";

/** What `virusmap development …` does. */
export const developmentActions = { advance, cheat };

async function cheat(session: Session, id: string): Promise<Outcome> {
  requireDevelopmentChain((await session.deployment()).chainId);
  const purchase = await findPurchase(session, id);
  const { market } = await session.contracts();
  const receipt = await confirm(
    market.connect(await session.signer()).deliver(purchase.order, hexlify(randomBytes(32))),
  );
  return { fields: [{ name: "order", label: "Cheated on", value: purchase.id }, ...receiptFields(receipt)] };
}

async function advance(session: Session, where: string, times: string): Promise<Outcome> {
  refuseDryRun(session.settings, "moves the clock");
  for (let left = parseCount(times, "times", undefined, 1n); left > 1n; --left) await advanceOnce(session, where);
  return advanceOnce(session, where);
}

async function advanceOnce(session: Session, where: string): Promise<Outcome> {
  const provider = await session.provider();
  const pending = (await provider.send("eth_getBlockByNumber", ["pending", false])) as { timestamp: string } | null;
  const now = BigInt(pending?.timestamp ?? 0);
  const time = await timeOf(session, where, now);
  const isMoved = time > now; // or the instant has passed by itself, and nothing is left to do
  try {
    if (isMoved) await provider.send("evm_setNextBlockTimestamp", [Number(time)]);
    await provider.send("evm_mine", []);
  } catch (error) {
    throw new CommandError(
      ExitCode.network,
      `${originOf(session.settings.rpcUrl)} does not let its clock be moved`,
      "Use a development node; a real network's time passes by itself.",
      { cause: error },
    );
  }
  const { clock, ledger } = await session.contracts();
  return {
    fields: [
      { name: "moved", label: "Clock moved", value: isMoved },
      { name: "time", label: "Time", value: isMoved ? time : now, unit: "time" },
      { name: "epoch", label: "Epoch", value: await clock.currentEpoch() },
      { name: "round", label: "Round", value: await ledger.currentRound() },
    ],
  };
}

async function timeOf(session: Session, where: string, now: bigint): Promise<bigint> {
  const { clock, sale } = await session.contracts();
  switch (INSTANTS.find((instant) => instant === where)) {
    case "sale-start":
      return sale.START();
    case "sale-end":
      return sale.END();
    case "genesis":
      return clock.GENESIS();
    case "epoch":
      return clock.epochStart((await clock.currentEpoch({ blockTag: "pending" })) + 1n);
    case "round": {
      const [genesis, length, rounds] = await Promise.all([clock.GENESIS(), clock.EPOCH_LENGTH(), clock.ROUNDS()]);
      const round = length / rounds;
      return now < genesis ? genesis : now + round - ((now - genesis) % round);
    }
    case undefined:
      if (/^\d+$/.test(where)) return now + parseCount(where, "where");
      throw new CommandError(
        ExitCode.usage,
        `where is ${where}, expected seconds, or one of: ${INSTANTS.join(", ")}`,
        "The clock was not moved.",
      );
  }
}
