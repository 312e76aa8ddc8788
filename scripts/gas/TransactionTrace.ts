/** What a transaction touched, as the node that executed it saw it. */
export interface TransactionTrace {
  /** 0x and hexadecimal digits. */
  readonly input: string;
  /** Accounts that are cold when the transaction begins, each once: neither sender, recipient, proposer nor precompile. */
  readonly coldAccounts: readonly string[];
  readonly slots: readonly TouchedSlot[];
  readonly logs: readonly { readonly topics: number; readonly dataBytes: number }[];
  /** Calls of precompiled contracts, with the gas of each. */
  readonly precompiles: readonly { readonly address: string; readonly gas: bigint }[];
  /** Transfers of ether by contracts. */
  readonly transfers: readonly { readonly createsAccount: boolean }[];
  /** Contract and selector of each call, the transaction's own first; without data, the selector is "0x". */
  readonly calls: readonly { readonly address: string; readonly selector: string }[];
}

/** A storage slot that was read or written, with its value before and after the transaction. */
export interface TouchedSlot {
  readonly address: string;
  readonly slot: string;
  readonly before: bigint;
  readonly after: bigint;
}
