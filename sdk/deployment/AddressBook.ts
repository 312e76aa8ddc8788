import type { ContractName } from "./ContractName.js";

/** A value of a constructor argument as JSON holds it: integers are decimal strings. */
export type JsonArgument = string | boolean | JsonArgument[] | { [name: string]: JsonArgument };

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

/** One deployment, for programs. */
export interface AddressBook {
  chainId: number;
  deployer: string;
  /** The deployer's nonce for the first contract. */
  firstNonce: number;
  /** In the order of deployment. */
  contracts: AddressBookEntry[];
}
