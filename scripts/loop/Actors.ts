import type { Signer } from "ethers";

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
