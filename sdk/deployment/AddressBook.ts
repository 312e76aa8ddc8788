import type { AddressBookEntry } from "./AddressBookEntry.js";

/** One deployment, for programs. */
export interface AddressBook {
  chainId: number;
  deployer: string;
  /** The deployer's nonce for the first contract. */
  firstNonce: number;
  /** In the order of deployment. */
  contracts: AddressBookEntry[];
}
