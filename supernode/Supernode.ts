import type { BaseWallet } from "ethers";

import type { Engine } from "../engines/Engine.js";
import type { KeyPair } from "../sdk/keys/KeyPair.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { Examination } from "./Examination.js";

/** One supernode with everything that it knows: it shares nothing with others but what it sends them. */
export interface Supernode {
  /** Of its operator. */
  readonly address: string;
  /** Signs reports and bulletins. */
  readonly signer: BaseWallet;
  readonly encryptionKeys: KeyPair;
  readonly engines: readonly Engine[];
  /** Where it keeps content, and finds what submitters and the other supernodes tell. */
  readonly store: SharedStore;
  /** A folder of its own, for what it examines, signed and keeps. */
  readonly workspace: string;
  /** Keys that it was handed, to deliver when they are bought; by commitment, since a content may have several. */
  readonly contentKeys: Map<string, string>;
  /** Hand-overs that it accepted. */
  readonly examinations: Examination[];
}
