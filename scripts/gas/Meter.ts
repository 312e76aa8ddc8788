import type { ContractTransactionResponse, TransactionReceipt, TransactionResponse } from "ethers";

import type { Comparison } from "./Comparison.js";
import { floorOf } from "./floorOf.js";
import type { GasReport } from "./GasReport.js";
import type { GasSystem } from "./GasSystem.js";
import type { Measurement } from "./Measurement.js";
import type { OperationName } from "./OperationName.js";
import { operations } from "./operations.js";
import { readTrace } from "./readTrace.js";
import { writingFunctions } from "./writingFunctions.js";

type Sending = () => Promise<TransactionResponse | ContractTransactionResponse>;
type Phase = "first" | "later";

/** Measures transactions and keeps what was measured. */
export class Meter {
  private readonly measured = new Map<OperationName, Partial<Record<Phase, Measurement>>>();
  private readonly compared: Comparison[] = [];

  /** Sends a transaction of an operation, once for each phase. */
  async measure(
    system: GasSystem,
    name: OperationName,
    phase: Phase,
    sending: Sending,
  ): Promise<TransactionReceipt & Measurement> {
    const receipt = await system.send(sending);
    const measurement = await this.examine(system, receipt);
    this.keep(name, phase, measurement);
    return Object.assign(receipt, measurement);
  }

  /** Keeps what was measured of an operation in one phase. */
  keep(name: OperationName, phase: Phase, { gas, floor, calls }: Measurement): void {
    const phases = this.measured.get(name) ?? {};
    if (phases[phase] !== undefined) throw new Error(`${name} was measured twice in the phase ${phase}`);
    if (!(phase in operations[name])) throw new Error(`${name} has no phase ${phase}`);
    this.measured.set(name, { ...phases, [phase]: { gas, floor, calls } });
  }

  /** Sends a transaction that is no row of the table. */
  async probe(system: GasSystem, sending: Sending): Promise<Measurement> {
    return this.examine(system, await system.send(sending));
  }

  private async examine(system: GasSystem, receipt: TransactionReceipt): Promise<Measurement> {
    const trace = await readTrace(system.connection, receipt);
    const floor = floorOf(trace);
    const gas = Number(receipt.gasUsed);
    if (gas < floor.total) throw new Error(`${receipt.hash} used ${gas} gas, below the floor of ${floor.total}`);
    const calls = trace.calls.flatMap(({ address, selector }) => {
      const contract = system.contractAt(address);
      if (contract === undefined) return [];
      return writingFunctions(contract).get(selector) ?? [];
    });
    return { gas, floor, calls };
  }

  /** Holds an operation in a small state against the same in a large one. */
  compare(
    property: string,
    operation: string,
    few: { readonly state: string; readonly measurement: Measurement },
    many: { readonly state: string; readonly measurement: Measurement },
  ): void {
    this.compared.push({
      property,
      operation,
      few: few.state,
      many: many.state,
      gasFew: withoutData(few.measurement),
      gasMany: withoutData(many.measurement),
    });
  }

  get comparisons(): readonly Comparison[] {
    return this.compared;
  }

  /** What was measured of every operation, in the order of the table. Throws when a phase is missing. */
  get measurements(): GasReport["operations"] {
    const names = Object.keys(operations) as OperationName[];
    for (const name of names) {
      for (const phase of ["first", "later"] as const) {
        if (phase in operations[name] && this.measured.get(name)?.[phase] === undefined) {
          throw new Error(`${name} was not measured in the phase ${phase}`);
        }
      }
    }
    const entries = names.map((name) => {
      const { first, later } = this.measured.get(name) ?? {};
      return [name, { ...(first && { first }), ...(later && { later }) }];
    });
    return Object.fromEntries(entries) as GasReport["operations"];
  }
}

function withoutData({ gas, floor }: Measurement): number {
  return gas - floor.calldata - floor.calldataSurcharge;
}
