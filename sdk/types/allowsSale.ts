import { Policy } from "./Policy.js";

/** Whether content under `policy` may be sold. Everything above AMBER and every unknown bit forbids it. */
export function allowsSale(policy: bigint): boolean {
  return policy >= 0n && policy <= Policy.AMBER;
}
