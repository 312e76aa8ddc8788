import type { AddressBook } from "./AddressBook.js";
import type { ContractName } from "./ContractName.js";

/** The addresses of an address book by contract. */
export function addressesOf(book: AddressBook): Record<ContractName, string> {
  return Object.fromEntries(book.contracts.map(({ name, address }) => [name, address])) as Record<ContractName, string>;
}
