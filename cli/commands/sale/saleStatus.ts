import type { SaleState } from "../../../sdk/types/SaleState.js";
import type { Outcome } from "../../output/Outcome.js";
import type { Session } from "../../Session.js";
import { nameOfState } from "./nameOfState.js";

/** The sale's terms and progress, and one account's purchase if an account is known. */
export async function saleStatus(session: Session, account?: string): Promise<Outcome> {
  const { sale } = await session.contracts();
  const [state, start, end, sold, allotment, raised, softCap, hardCap, finalizedAt, tranches] = await Promise.all([
    sale.state(),
    sale.START(),
    sale.END(),
    sale.sold(),
    sale.ALLOTMENT(),
    sale.raised(),
    sale.SOFT_CAP(),
    sale.HARD_CAP(),
    sale.finalizedAt(),
    sale.tranches(),
  ]);
  const buyer = account !== undefined || session.hasKey ? await session.account(account) : undefined;
  const purchase = buyer === undefined ? undefined : await sale.purchaseOf(buyer);
  return {
    fields: [
      { name: "state", label: "State", value: nameOfState(Number(state) as SaleState) },
      { name: "start", label: "Opens", value: start, unit: "time" },
      { name: "end", label: "Closes at the latest", value: end, unit: "time" },
      { name: "sold", label: "Sold", value: sold, unit: "VMT" },
      { name: "allotment", label: "For sale", value: allotment, unit: "VMT" },
      { name: "raisedWei", label: "Raised", value: raised, unit: "ETH" },
      { name: "softCapWei", label: "Needed for success", value: softCap, unit: "ETH" },
      { name: "hardCapWei", label: "At most", value: hardCap, unit: "ETH" },
      { name: "finalizedAt", label: "Finalized", value: finalizedAt, unit: "time" },
      ...(buyer === undefined || purchase === undefined
        ? []
        : ([
            { name: "account", label: "Account", value: buyer },
            { name: "paidWei", label: "Paid by it", value: purchase.paid, unit: "ETH" },
            { name: "tokens", label: "Bought by it, unclaimed", value: purchase.tokens, unit: "VMT" },
          ] as const)),
    ],
    tables: [
      {
        name: "tranches",
        title: "Tranches, cheapest first",
        rows: tranches.map(({ tokens, weiPerToken }) => [
          { name: "tokens", label: "Tokens", value: tokens, unit: "VMT" },
          { name: "weiPerToken", label: "Price of one VMT", value: weiPerToken, unit: "ETH" },
        ]),
      },
    ],
  };
}
