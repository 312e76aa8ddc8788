import type { ContractName } from "./ContractName.js";
import type { JsonArgument } from "./JsonArgument.js";

/** Where one contract is and how it was made. */
export interface AddressBookEntry {
  name: ContractName;
  /** Name of the compiled artifact. */
  contract: string;
  address: string;
  /** Number of the block that holds the deployment. */
  block: number;
  /** Hash of the transaction that deployed it. */
  transaction: string;
  constructorArguments: JsonArgument[];
}
