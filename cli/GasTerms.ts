/** How much gas a transaction may use, and what it pays at most for each unit of it, in wei: all that a node proposes. */
export type GasTerms = { readonly gasLimit: bigint } & (
  | { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }
  | { readonly type: 0; readonly gasPrice: bigint }
);
