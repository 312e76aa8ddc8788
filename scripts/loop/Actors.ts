import type { Signer } from "ethers";

import { LoopFailed } from "./LoopFailed.js";

/** Who takes part, each with an account of the embedded chain. */
export interface Actors {
  readonly deployer: Signer;
  readonly treasury: Signer;
  /** One for each seat. */
  readonly operators: readonly Signer[];
  readonly voters: readonly Signer[];
  readonly submitter: Signer;
  readonly vendor: Signer;
  /** Proves faults for the bounty. */
  readonly reporter: Signer;
  /** Publishes, finalizes and claims for others: what anyone may do. */
  readonly bystander: Signer;
}

/** Gives every role an account. The first four belong to the local parameters: deployer, treasury and two beneficiaries. */
export function assignActors(signers: readonly Signer[], seats: number): Actors {
  const take = signers[Symbol.iterator]();
  const next = (): Signer => {
    const { value, done } = take.next();
    if (done === true) throw new LoopFailed(`the chain has ${signers.length} accounts, too few for ${seats} seats`);
    return value;
  };
  const deployer = next();
  const treasury = next();
  next();
  next();
  return {
    deployer,
    treasury,
    operators: Array.from({ length: seats }, next),
    voters: [next(), next()],
    submitter: next(),
    vendor: next(),
    reporter: next(),
    bystander: next(),
  };
}
