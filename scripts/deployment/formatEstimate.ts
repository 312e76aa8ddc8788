import { formatEther, formatUnits } from "ethers";

import { formatTable } from "../../cli/output/formatTable.js";
import type { DeploymentPlan } from "../../sdk/deployment/DeploymentPlan.js";
import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import { describeParameters } from "./describeParameters.js";
import type { Estimate } from "./Estimate.js";

/** What a person wants to see before signing: terms, addresses, gas and cost of each step, and the balance. */
export function formatEstimate(network: string, plan: DeploymentPlan, estimate: Estimate): string[] {
  const { prices, contracts, balanceWei, expectedWei, maximumWei } = estimate;
  const left = contracts.filter(({ isDeployed }) => !isDeployed);
  const gasLeft = left.reduce((sum, { gas }) => sum + gas, 0n);
  const gwei = (wei: bigint) => `${formatUnits(wei, "gwei")} gwei`;
  const rows = contracts.map(({ name, address, gas, dataFeeWei, isDeployed }, offset) => [
    name,
    address,
    `${plan.firstNonce + offset}`,
    formatQuantity(gas, "number"),
    isDeployed ? "deployed" : formatEther(gas * prices.expected + dataFeeWei),
  ]);
  return [
    ...formatTable(["Parameter", "Value"], describeParameters(plan.parameters)),
    "",
    ...formatTable(["Contract", "Predicted address", "Nonce", "Gas", "ETH"], rows, ["Nonce", "Gas", "ETH"]),
    "",
    `Network    ${network}, chain ${plan.chainId}, block ${plan.block.number}`,
    `Price      base fee ${gwei(prices.base)}, with tip ${gwei(prices.expected)}, at most ${gwei(prices.maximum)}`,
    `To deploy  ${left.length} of ${contracts.length} contracts, ${formatQuantity(gasLeft, "number")} gas`,
    `Cost       ${formatQuantity(expectedWei, "ETH")} now, at most ${formatQuantity(maximumWei, "ETH")}`,
    `Deployer   ${plan.deployer}, nonce ${plan.firstNonce}, holds ${formatQuantity(balanceWei, "ETH")}`,
  ];
}
