import type { ContractName } from "./ContractName.js";

/** What a view of a contract should answer. */
export interface ExpectedView {
  contract: ContractName;
  /** Name of the view, with its arguments if it has any. */
  view: string;
  /** Asks the chain. */
  read: () => Promise<unknown>;
  expected: unknown;
}
