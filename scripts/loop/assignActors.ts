import type { Signer } from "ethers";

import type { Actors } from "./Actors.js";
import { LoopFailed } from "./LoopFailed.js";

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
