import type { BaseWallet, Signer } from "ethers";

import type { Engine } from "../../engines/Engine.js";
import type { KeyPair } from "../../sdk/keys/KeyPair.js";
import type { FolderStore } from "../../sdk/stores/FolderStore.js";

/** One supernode of the local network. */
export interface LocalSupernode {
  /** Of its operator. */
  readonly address: string;
  readonly operator: Signer;
  /** Signs reports. */
  readonly signer: BaseWallet;
  readonly encryptionKeys: KeyPair;
  readonly engines: readonly Engine[];
  readonly store: FolderStore;
  /** A folder for plaintexts while they are scanned. */
  readonly workspace: string;
  /** Keys that it was handed, to deliver when they are bought; by content hash. */
  readonly contentKeys: Map<string, string>;
}
