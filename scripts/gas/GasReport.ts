import type { Comparison } from "./Comparison.js";
import type { ContractSize } from "./ContractSize.js";
import type { Measurement } from "./Measurement.js";
import type { OperationName } from "./OperationName.js";

/** Everything that is measured, without any judgement of it. */
export interface GasReport {
  /** Whose rules the gas follows. */
  readonly evm: string;
  readonly compiler: string;
  readonly operations: Record<OperationName, { readonly first?: Measurement; readonly later?: Measurement }>;
  readonly comparisons: readonly Comparison[];
  readonly contracts: readonly ContractSize[];
}
