import { ZeroAddress } from "ethers";

import type { KnownDeployment } from "./KnownDeployment.js";
import type { Field } from "./output/Field.js";
import type { Outcome } from "./output/Outcome.js";
import type { Simulation } from "./simulation/Simulation.js";

/** What a dry run says: gas, the fee at most, and whose balances would change by how much. */
export function outcomeOfSimulation(simulation: Simulation, deployment: KnownDeployment, account: string): Outcome {
  const names = new Map<string, string>(Object.entries(deployment.addresses).map(([name, address]) => [address, name]));
  names.set(account, "this account");
  names.set(ZeroAddress, "burned");

  const changes = (unit: "ETH" | "VMT", by: ReadonlyMap<string, bigint>): Field[][] =>
    [...by]
      .filter(([, change]) => change !== 0n)
      .map(([address, change]) => [
        { name: "token", label: "Token", value: unit },
        { name: "account", label: "Account", value: address },
        { name: "name", label: "Known as", value: names.get(address) ?? "" },
        { name: "change", label: "Change", value: change, unit },
      ]);
  return {
    fields: [
      { name: "dryRun", label: "Dry run, nothing was sent", value: true },
      { name: "gas", label: "Gas", value: simulation.gas, unit: "number" },
      { name: "feeWei", label: "Fee at most", value: simulation.feeWei, unit: "ETH" },
    ],
    tables: [
      {
        name: "changes",
        title: "Balances that would change, without the fee",
        rows: [...changes("ETH", simulation.eth), ...changes("VMT", simulation.vmt)],
      },
    ],
  };
}
