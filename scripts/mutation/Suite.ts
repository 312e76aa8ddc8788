import type { Artifact } from "./Artifact.js";

/** A test contract. */
export interface Suite {
  /** `test/TokenSale.t.sol:TokenSaleTest` */
  readonly name: string;
  /** Path from the root of the repository. */
  readonly file: string;
  readonly artifact: Artifact;
}
