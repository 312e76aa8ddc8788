import { formatTable } from "../../cli/output/formatTable.js";
import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import type { LoopResult } from "./LoopResult.js";

/** The result for people. */
export function describeResult(result: LoopResult): string {
  const amountOf = (amount: string, unit: "VMT" | "ETH"): string =>
    amount === "0" ? "" : formatQuantity(BigInt(amount), unit);
  const sections: [string, string[]][] = [
    [
      "Who paid and earned what (VMT bought, earned and returned; VMT spent and locked; ETH with gas)",
      formatTable(
        ["Party", "Received", "Paid", "Ether"],
        result.parties.map(({ role, vmtReceived, vmtPaid, ethChange }) => [
          role,
          amountOf(vmtReceived, "VMT"),
          amountOf(vmtPaid, "VMT"),
          amountOf(ethChange, "ETH"),
        ]),
        ["Received", "Paid", "Ether"],
      ),
    ],
    [
      "Gas of each operation",
      formatTable(
        ["Operation", "Transactions", "Least", "Most"],
        result.gas.map(({ operation, transactions, least, most }) => [operation, String(transactions), least, most]),
        ["Transactions", "Least", "Most"],
      ),
    ],
    [
      "Verdicts",
      formatTable(
        ["Content", "Kind", "Category", "Detections", "Reward", "Labels"],
        result.verdicts.map(({ name, kind, category, detections, engines, reward, labels }) => [
          name,
          kind,
          category,
          `${detections} of ${engines}`,
          amountOf(reward, "VMT"),
          labels.map(({ engine, label }) => `${engine}: ${label ?? "–"}`).join(", "),
        ]),
        ["Detections", "Reward"],
      ),
    ],
    [
      "Conservation of VMT, to the unit",
      formatTable(
        ["Contract", "Owes by its events", "Holds"],
        result.holdings.map(({ holder, counted, held }) => [
          holder,
          formatQuantity(BigInt(counted), "VMT"),
          formatQuantity(BigInt(held), "VMT"),
        ]),
        ["Owes by its events", "Holds"],
      ),
    ],
  ];
  return [
    ...sections.flatMap(([title, lines]) => [title, "", ...lines, ""]),
    `All balances sum to the supply of ${formatQuantity(BigInt(result.totalSupply), "VMT")}. All ETH is accounted for: ` +
      `${formatQuantity(BigInt(result.ethBurnedAsBaseFee), "ETH")} were burned as base fees.`,
    `${result.checks.length} checks held.`,
  ].join("\n");
}
