import { secp256k1 } from "@noble/curves/secp256k1.js";
import { computeAddress, getBytes, type TypedDataDomain, TypedDataEncoder } from "ethers";

export const PERMIT_TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

const N = secp256k1.Point.CURVE().n;

/** The arguments of a call of `permit`. */
export interface PermitCall {
  readonly owner: string;
  readonly spender: string;
  readonly value: bigint;
  readonly deadline: bigint;
  readonly v: bigint;
  readonly r: bigint;
  readonly s: bigint;
}

/** Undefined when the permit has to succeed, otherwise the error with its arguments. */
export type PermitOutcome = { error: string; args: unknown[] } | undefined;

/**
 * What ERC-2612 and ERC-20 Permit of OpenZeppelin say of a call, with signatures recovered by a secp256k1 library.
 *
 * @param domain of the token
 * @param nonce the owner's next
 * @param now of the block, in Unix seconds
 */
export function permitOutcome(call: PermitCall, domain: TypedDataDomain, nonce: bigint, now: bigint): PermitOutcome {
  const { owner, spender, value, deadline, v, r, s } = call;
  if (now > deadline) return { error: "ERC2612ExpiredSignature", args: [deadline] };
  if (s > N / 2n) return { error: "ECDSAInvalidSignatureS", args: [toBytes32(s)] };

  const digest = TypedDataEncoder.hash(domain, PERMIT_TYPES, { owner, spender, value, nonce, deadline });
  const signer = recover(digest, v, r, s);
  if (signer === undefined) return { error: "ECDSAInvalidSignature", args: [] };
  if (signer !== owner) return { error: "ERC2612InvalidSigner", args: [signer, owner] };
  return undefined;
}

function recover(digest: string, v: bigint, r: bigint, s: bigint): string | undefined {
  if (v !== 27n && v !== 28n) return undefined;
  try {
    const signature = new secp256k1.Signature(r, s).addRecoveryBit(Number(v - 27n));
    return computeAddress(`0x${signature.recoverPublicKey(getBytes(digest)).toHex(false)}`);
  } catch {
    return undefined; // r is no coordinate of a point, or one of both is no scalar
  }
}

function toBytes32(value: bigint): string {
  return `0x${value.toString(16).padStart(64, "0")}`;
}
