import type { Signer } from "ethers";

import type { Supernode } from "../../supernode/Supernode.js";

/** One supernode of the local network. */
export interface LocalSupernode extends Supernode {
  readonly seat: number;
  readonly operator: Signer;
}
