import { formatEther } from "ethers";

import { formatTable } from "../../cli/output/formatTable.js";
import type { LoopResult } from "./LoopResult.js";

/** The result for people. */
export function describeResult(result: LoopResult): string {
  const vmt = (amount: string): string => (amount === "0" ? "" : formatEther(amount));
  const sections: [string, string[]][] = [
    [
      "Who paid and earned what (VMT bought, earned and returned; VMT spent and locked; ETH with gas)",
      formatTable(
        ["Party", "VMT received", "VMT paid", "ETH"],
        result.parties.map(({ role, vmtReceived, vmtPaid, ethChange }) => [
          role,
          vmt(vmtReceived),
          vmt(vmtPaid),
          vmt(ethChange),
        ]),
        ["VMT received", "VMT paid", "ETH"],
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
        ["Content", "Kind", "Category", "Detections", "Reward (VMT)", "Labels"],
        result.verdicts.map(({ name, kind, category, detections, engines, reward, labels }) => [
          name,
          kind,
          category,
          `${detections} of ${engines}`,
          vmt(reward),
          labels.map(({ engine, label }) => `${engine}: ${label ?? "–"}`).join(", "),
        ]),
        ["Detections", "Reward (VMT)"],
      ),
    ],
    [
      "Conservation of VMT, to the unit",
      formatTable(
        ["Contract", "Owes by its events", "Holds"],
        result.holdings.map(({ holder, counted, held }) => [holder, counted, held]),
        ["Owes by its events", "Holds"],
      ),
    ],
  ];
  return [
    ...sections.flatMap(([title, lines]) => [title, "", ...lines, ""]),
    `All balances sum to the supply of ${formatEther(result.totalSupply)} VMT. All ETH is accounted for: ` +
      `${formatEther(result.ethBurnedAsBaseFee)} ETH were burned as base fees.`,
    `${result.checks.length} checks held.`,
  ].join("\n");
}
