import { SaleClient } from "../../../sdk/clients/SaleClient.js";
import type { Outcome } from "../../output/Outcome.js";
import { parseAmount } from "../../parseAmount.js";
import { receiptFields } from "../../receiptFields.js";
import type { Session } from "../../Session.js";
import { SimulatedError } from "../../simulation/SimulatedError.js";
import { nameOfState } from "./nameOfState.js";
import { readAllowlist } from "./readAllowlist.js";

/** What `virusmap sale …` does: buying VMT, and ending the sale. */
export const saleActions = { buy, admit, finalize, claim, refund, release };

async function buy(session: Session, eth: string): Promise<Outcome> {
  const amountWei = parseAmount(eth, "eth", "ETH");
  const sending = (await clientOf(session)).buy(amountWei);
  const { receipt, paidWei, tokens } = await sending.catch(async (error: unknown) => {
    if (!(error instanceof SimulatedError)) throw error;
    const quote = await (await session.contracts()).sale.quote(amountWei);
    throw new SimulatedError(error.simulation, {
      fields: [
        { name: "paidWei", label: "Would pay", value: quote.cost, unit: "ETH" },
        { name: "tokens", label: "Would buy", value: quote.tokens, unit: "VMT" },
      ],
    });
  });
  return {
    fields: [
      { name: "paidWei", label: "Paid", value: paidWei, unit: "ETH" },
      { name: "tokens", label: "Bought", value: tokens, unit: "VMT" },
      ...receiptFields(receipt),
    ],
  };
}

async function admit(session: Session, file: string): Promise<Outcome> {
  const { receipt } = await (await clientOf(session)).admit(await readAllowlist(file));
  return { fields: receiptFields(receipt) };
}

async function finalize(session: Session): Promise<Outcome> {
  const { receipt, state, sold, burned, raisedWei } = await (await clientOf(session)).finalize();
  return {
    fields: [
      { name: "state", label: "State", value: nameOfState(state) },
      { name: "sold", label: "Sold", value: sold, unit: "VMT" },
      { name: "burned", label: "Burned", value: burned, unit: "VMT" },
      { name: "raisedWei", label: "Raised", value: raisedWei, unit: "ETH" },
      ...receiptFields(receipt),
    ],
  };
}

async function claim(session: Session, account?: string): Promise<Outcome> {
  const { receipt, tokens } = await (await clientOf(session)).claim(await session.account(account));
  return {
    fields: [{ name: "tokens", label: "Claimed", value: tokens, unit: "VMT" }, ...receiptFields(receipt)],
  };
}

async function refund(session: Session): Promise<Outcome> {
  const { receipt, amountWei } = await (await clientOf(session)).refund();
  return amountOutcome("Refunded", amountWei, receiptFields(receipt));
}

async function release(session: Session): Promise<Outcome> {
  const { receipt, amountWei } = await (await clientOf(session)).releaseProceeds();
  return amountOutcome("Released", amountWei, receiptFields(receipt));
}

async function clientOf(session: Session): Promise<SaleClient> {
  return new SaleClient(await session.contracts(), await session.signer());
}

function amountOutcome(label: string, amountWei: bigint, others: Outcome["fields"]): Outcome {
  return { fields: [{ name: "amountWei", label, value: amountWei, unit: "ETH" }, ...others] };
}
