import type { PublicKey } from "../types/PublicKey.js";

/** A key of secp256k1. */
export interface KeyPair {
  /** 32 bytes; also what a dispute reveals. */
  readonly privateKey: string;
  readonly publicKey: PublicKey;
}
