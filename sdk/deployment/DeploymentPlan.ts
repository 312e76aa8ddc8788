import type { DeploymentParameters } from "./DeploymentParameters.js";

/**
 * What is decided before the first transaction and kept, so that a deployment which was interrupted goes on with the
 * same predictions and the same terms.
 */
export interface DeploymentPlan {
  chainId: number;
  deployer: string;
  /** The deployer's nonce for the first contract, from which every address is predicted. */
  firstNonce: number;
  /** Newest block before the first transaction: number, hash, and time in Unix seconds. */
  block: { number: number; hash: string; time: number };
  parameters: DeploymentParameters;
  /** keccak256 of the creation code of each compiled contract, so that no build is mixed with another. */
  code: Record<string, string>;
}
