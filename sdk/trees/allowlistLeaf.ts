import { doubleHash } from "./doubleHash.js";

/** The leaf of an account on the sale's allowlist, as `TokenSale.allow` checks it. */
export function allowlistLeaf(account: string): string {
  return doubleHash(["address"], [account]);
}
