import type { Command } from "commander";

import { SaleClient } from "../../../sdk/clients/SaleClient.js";

import type { Outcome } from "../../output/Outcome.js";
import { parseAmount } from "../../parseAmount.js";
import { receiptFields } from "../../receiptFields.js";
import type { Runner } from "../../Runner.js";
import type { Session } from "../../Session.js";
import { nameOfState } from "./nameOfState.js";
import { readAllowlist } from "./readAllowlist.js";
import { saleStatus } from "./saleStatus.js";

/** `virusmap sale …`: buying VMT from the sale. */
export function saleCommands(program: Command, run: Runner): void {
  const sale = program
    .command("sale")
    .description("buy VMT from the sale, and end it")
    .addHelpText("after", "\nExamples:\n  $ virusmap sale status\n  $ virusmap sale buy 1.5\n  $ virusmap sale claim");

  sale
    .command("status")
    .description("terms, progress and what an account has bought")
    .argument("[account]", "by default the key's own, if there is a key")
    .action(run(saleStatus));

  sale
    .command("buy")
    .description("buy VMT for ETH; what cannot be spent comes back at once")
    .argument("<eth>", "ETH to send, such as 1.5")
    .addHelpText("after", "\nExamples:\n  $ virusmap sale buy 1.5 --dry-run\n  $ virusmap sale buy 1.5")
    .action(
      run(async (session, eth: string) => {
        const { receipt, paidWei, tokens } = await (await clientOf(session)).buy(parseAmount(eth, "eth"));
        return {
          fields: [
            { name: "paidWei", label: "Paid", value: paidWei, unit: "ETH" },
            { name: "tokens", label: "Bought", value: tokens, unit: "VMT" },
            ...receiptFields(receipt),
          ],
        };
      }),
    );

  sale
    .command("admit")
    .description("prove that the key's account is on the allowlist")
    .argument("<file>", "the whole allowlist, an address a line")
    .action(
      run(async (session, file: string) => {
        const { receipt } = await (await clientOf(session)).admit(await readAllowlist(file));
        return { fields: receiptFields(receipt) };
      }),
    );

  sale
    .command("finalize")
    .description("end the sale once it is over; anyone can")
    .action(
      run(async (session) => {
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
      }),
    );

  sale
    .command("claim")
    .description("send an account the VMT that it bought; anyone can")
    .argument("[account]", "by default the key's own")
    .action(
      run(async (session, account?: string) => {
        const { receipt, tokens } = await (await clientOf(session)).claim(await session.account(account));
        return {
          fields: [{ name: "tokens", label: "Claimed", value: tokens, unit: "VMT" }, ...receiptFields(receipt)],
        };
      }),
    );

  sale
    .command("refund")
    .description("take the ETH back after a failed sale")
    .action(
      run(async (session) => {
        const { receipt, amountWei } = await (await clientOf(session)).refund();
        return amountOutcome("Refunded", amountWei, receiptFields(receipt));
      }),
    );

  sale
    .command("release")
    .description("send the treasury the released part of the proceeds; anyone can")
    .action(
      run(async (session) => {
        const { receipt, amountWei } = await (await clientOf(session)).releaseProceeds();
        return amountOutcome("Released", amountWei, receiptFields(receipt));
      }),
    );
}

async function clientOf(session: Session): Promise<SaleClient> {
  return new SaleClient(await session.contracts(), await session.signer());
}

function amountOutcome(label: string, amountWei: bigint, others: Outcome["fields"]): Outcome {
  return { fields: [{ name: "amountWei", label, value: amountWei, unit: "ETH" }, ...others] };
}
