/** A file that Safe's Transaction Builder imports. Any wallet that runs several calls at once can do what it says. */
export interface SafeBatch {
  readonly version: string;
  readonly chainId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly meta: { readonly name: string; readonly createdFromSafeAddress: string };
  /** `value` in wei. */
  readonly transactions: readonly { readonly to: string; readonly value: string; readonly data: string }[];
}
