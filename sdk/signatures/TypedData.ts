import type { TypedDataDomain, TypedDataField } from "ethers";

/** What is signed under EIP-712, in the order in which ethers' `signTypedData` takes it. */
export interface TypedData {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: Record<string, unknown>;
}
